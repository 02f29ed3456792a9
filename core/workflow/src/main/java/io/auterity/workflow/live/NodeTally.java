package io.auterity.workflow.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tally of all executions of one node; for a step over a list its items are counted.
 *
 * @param total items of its lists; 0 for other steps
 * @param p50 of the time that its executions took; null while none has ended
 * @param arms how often each arm of a branch was taken, by its place
 * @param round the highest round of its executions: how often one was done again
 * @param rounds rounds of a loop that have begun; 0 for other steps
 */
public record NodeTally(
    int node,
    StepPhase phase,
    int total,
    int started,
    int running,
    int waiting,
    int succeeded,
    int failed,
    @Nullable Duration p50,
    @Nullable Duration p95,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Map<Integer, Integer> arms,
    int round,
    int rounds) {
  public NodeTally {
    arms = Map.copyOf(arms);
  }
}
