/** Batches: many calls that are made one by one behind their caller, whatever happens meanwhile. */
@NullMarked
package io.auterity.jobs.batch;

import org.jspecify.annotations.NullMarked;
