/** Captured content in PostgreSQL. */
@NullMarked
package io.auterity.relay.capture.store;

import org.jspecify.annotations.NullMarked;
