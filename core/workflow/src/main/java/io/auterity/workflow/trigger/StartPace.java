package io.auterity.workflow.trigger;

import java.time.Duration;

/**
 * The rate limit of a trigger: how many runs of one sort it may start within an hour. A trigger
 * that starts more is slowed down, and stops at twice as many. Starts that its own runs may have
 * led to have a limit of their own, since such a circle never ends by itself.
 *
 * @param most within an hour
 */
record StartPace(int most) {

  /** Of those that a run of the trigger may have led to. */
  static final StartPace OF_CIRCLES = new StartPace(2_000);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final int LONGEST = 30;

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
