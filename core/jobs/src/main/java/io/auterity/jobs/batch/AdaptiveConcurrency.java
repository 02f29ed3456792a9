package io.auterity.jobs.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * The adaptive concurrency limit of one batch's lines (additive increase, multiplicative decrease).
 * It is one more for each round that is answered, half as many when a limit is met, and none until
 * that says that there is room, so that live callers under the same limit find some.
 */
final class AdaptiveConcurrency {

  private static final int BEGIN = 4;

  private final int most;
  private double lines;
  private Instant paused = Instant.MIN;

  AdaptiveConcurrency(int most) {
    this.most = most;
    this.lines = Math.min(BEGIN, most);
  }

  /** How many may be under way. */
  synchronized int lines(Instant now) {
    return now.isBefore(paused) ? 0 : (int) lines;
  }

  synchronized void answered() {
    lines = Math.min(most, lines + 1 / lines);
  }

  synchronized void limited(Instant now, Duration wait) {
    // Those that were under way with it meet the same limit, which counts once.
    if (!now.isBefore(paused)) {
      lines = Math.max(1, lines / 2);
    }
    Instant until = now.plus(wait);
    paused = until.isAfter(paused) ? until : paused;
  }
}
