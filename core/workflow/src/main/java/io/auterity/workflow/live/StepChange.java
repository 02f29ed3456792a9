package io.auterity.workflow.live;

import java.time.Instant;

/**
 * A step has come to another phase.
 *
 * @param seq counts the changes of a run; grows also over a restart
 * @param step e.g. {@code triage[17].classify}
 * @param what {@code started, succeeded, failed, chosen, expanded, waiting, retrying, in_doubt} …
 * @param durable whether the journal keeps it
 */
public record StepChange(
    long seq, Instant at, int node, String step, String what, boolean durable) {}
