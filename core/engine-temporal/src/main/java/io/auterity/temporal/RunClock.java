package io.auterity.temporal;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of an execution: that of its workflow task, which Temporal tells in milliseconds, or a
 * later one at which a call has ended. So a step is never finished before a call of it began.
 */
final class RunClock {

  /** A turn takes up to ten seconds; the clock of a server that is further ahead is wrong. */
  private static final Duration FURTHEST_AHEAD = Duration.ofSeconds(15);

  private Instant reached = Instant.EPOCH;

  /** The time, which never goes back. */
  Instant now() {
    reach(Instant.ofEpochMilli(Workflow.currentTimeMillis()));
    return reached;
  }

  /** It is at least that late, as far as a call within the turn can have ended then. */
  void reach(Instant time) {
    Instant latest = Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(FURTHEST_AHEAD);
    Instant heeded = time.isAfter(latest) ? latest : time;
    if (heeded.isAfter(reached)) {
      reached = heeded;
    }
  }
}
