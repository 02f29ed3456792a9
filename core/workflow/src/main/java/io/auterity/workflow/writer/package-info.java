/** Writes the journal in batches, one commit for each, as its only owner. */
@NullMarked
package io.auterity.workflow.writer;

import org.jspecify.annotations.NullMarked;
