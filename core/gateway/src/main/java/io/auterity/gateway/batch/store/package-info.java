/** Batches in PostgreSQL. */
@NullMarked
package io.auterity.gateway.batch.store;

import org.jspecify.annotations.NullMarked;
