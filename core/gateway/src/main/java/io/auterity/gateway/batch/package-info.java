/** Batches: many calls that are made one by one behind their caller, whatever happens meanwhile. */
@NullMarked
package io.auterity.gateway.batch;

import org.jspecify.annotations.NullMarked;
