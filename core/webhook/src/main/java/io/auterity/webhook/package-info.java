/** Webhooks of vendors: verified, stored, raised as events, and replayed. */
@NullMarked
package io.auterity.webhook;

import org.jspecify.annotations.NullMarked;
