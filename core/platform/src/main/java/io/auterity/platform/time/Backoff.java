package io.auterity.platform.time;

import java.time.Duration;

/**
 * An exponential backoff without jitter: how long to wait after a failure.
 *
 * @param first pause, after the first failure; it doubles with each further one
 * @param longest pause
 */
public record Backoff(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 20;

  /**
   * The pause after a failure.
   *
   * @param failures in a row before that one
   */
  public Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
