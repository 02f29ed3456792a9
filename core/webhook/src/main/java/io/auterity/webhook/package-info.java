/** What vendors send of themselves: verified, kept, raised as events, and replayed. */
@NullMarked
package io.auterity.webhook;

import org.jspecify.annotations.NullMarked;
