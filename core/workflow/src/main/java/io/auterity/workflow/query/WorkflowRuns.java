package io.auterity.workflow.query;

import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the runs of a workflow that were created in a span of time.
 *
 * @param p50 median of the time that those took which succeeded; null where none did
 * @param newest the newest of them first, a bounded number
 */
public record WorkflowRuns(
    long total, long succeeded, long failed, @Nullable Duration p50, List<Point> newest) {
  public WorkflowRuns {
    newest = List.copyOf(newest);
  }

  /** One run and what has become of it. */
  public record Point(UUID run, RunPhase phase) {}
}
