package io.auterity.provider.health;

/**
 * How many outcomes there were in the span of time that is under way and in the one before.
 *
 * @param span number of the span that is under way
 */
public record OutcomeVolume(long span, int ended, int failed, int endedBefore, int failedBefore) {

  static final long SPAN = 5 * CircuitBreaker.SECOND;

  /** From how many on a share says more than a row. */
  static final int HIGH = 20;

  static final OutcomeVolume NONE = new OutcomeVolume(0, 0, 0, 0, 0);

  OutcomeVolume add(long now, boolean fails) {
    long current = Math.floorDiv(now, SPAN);
    int one = fails ? 1 : 0;
    if (current == span) {
      return new OutcomeVolume(span, ended + 1, failed + one, endedBefore, failedBefore);
    }
    return current == span + 1
        ? new OutcomeVolume(current, 1, one, ended, failed)
        : new OutcomeVolume(current, 1, one, 0, 0);
  }

  /** Whether its spans are the one that is under way then, and the one before. */
  boolean at(long now) {
    return Math.floorDiv(now, SPAN) - span <= 1;
  }

  int all() {
    return ended + endedBefore;
  }

  int failures() {
    return failed + failedBefore;
  }

  boolean high() {
    return all() >= HIGH;
  }

  boolean halfFailed() {
    return failures() * 2 >= all();
  }
}
