/** The SQL of idempotency. */
@NullMarked
package io.auterity.server.idempotency.store;

import org.jspecify.annotations.NullMarked;
