package io.auterity.workflow.trigger;

import java.time.Duration;

/**
 * The rate limit of a trigger: how many runs it may start within an hour. Starts that a run of the
 * trigger may have led to weigh more than honest ones, since such a circle never ends by itself. A
 * trigger that starts more is slowed down, and stops at twice as many.
 *
 * @param most within an hour, of those that nothing here has led to
 */
record StartPace(int most) {

  /** So many that may be of a circle weigh as much as all others together. */
  private static final int MOST_IN_CIRCLES = 2_000;

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final int LONGEST = 30;

  /** What a start counts. */
  int weight(boolean mayBeOfCircle) {
    return mayBeOfCircle ? Math.ceilDiv(most, MOST_IN_CIRCLES) : 1;
  }

  /** Whether it stops after so many. */
  boolean stops(int counted) {
    return counted > 2L * most;
  }

  /** How long the last of so many waits: not at all, or from a minute to half an hour. */
  Duration pause(int counted) {
    long beyond = (long) counted - most;
    return beyond <= 0
        ? Duration.ZERO
        : SHORTEST.plus(SHORTEST.multipliedBy(beyond * (LONGEST - 1) / most));
  }
}
