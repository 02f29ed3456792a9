/** The decider of a run: pure, over events, free of I/O, clock and chance. */
@NullMarked
package io.auterity.workflow.decider;

import org.jspecify.annotations.NullMarked;
