package io.auterity.workflow.journal;

import java.util.UUID;

/**
 * The step of another run that has started a run (child workflow), and is told of its end.
 *
 * @param run of the step
 * @param step e.g. {@code triage[17].notify}
 * @param depth how many runs lead to the child, from 1
 */
public record ParentStep(UUID run, String step, int depth) {}
