package io.auterity.workflow.journal;

import java.time.Instant;

/**
 * From where an execution carries a run on.
 *
 * @param seq number of the last event that is recorded
 * @param begun whether the run has begun
 * @param fence of the execution, which no other has
 * @param published number of the event up to which others know of the run
 * @param accepted when it was accepted, or last reopened
 */
public record CarriedPosition(
    int seq, boolean begun, long fence, int published, Instant accepted) {}
