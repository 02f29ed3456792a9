/** What to do next in a run: a pure decider over events, free of I/O, clock and chance. */
@NullMarked
package io.auterity.workflow.decider;

import org.jspecify.annotations.NullMarked;
