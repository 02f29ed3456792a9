/** The rows of webhooks and of what was sent to them. */
@NullMarked
package io.auterity.webhook.store;

import org.jspecify.annotations.NullMarked;
