/** Decisions that have been written: found by what is asked for, and counted up for runs. */
@NullMarked
package io.auterity.relay.decision.archive;

import org.jspecify.annotations.NullMarked;
