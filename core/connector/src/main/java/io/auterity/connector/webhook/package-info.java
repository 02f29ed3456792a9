/** What vendors send of themselves: verified, kept, raised as events, and replayed. */
@NullMarked
package io.auterity.connector.webhook;

import org.jspecify.annotations.NullMarked;
