/** The rows of events that wait for delivery. */
@NullMarked
package io.auterity.platform.outbox.store;

import org.jspecify.annotations.NullMarked;
