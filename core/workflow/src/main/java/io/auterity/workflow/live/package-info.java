/** Runs as they move: counts per node, changes in order, and those who watch. */
@NullMarked
package io.auterity.workflow.live;

import org.jspecify.annotations.NullMarked;
