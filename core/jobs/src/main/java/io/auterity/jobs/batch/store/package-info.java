/** Batches in PostgreSQL. */
@NullMarked
package io.auterity.jobs.batch.store;

import org.jspecify.annotations.NullMarked;
