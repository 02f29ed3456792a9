package io.auterity.relay.health;

/**
 * How often calls may be repeated at one provider: a tenth of its calls of the last minute, and
 * never less than ten a minute.
 */
final class RetryBudget {

  private static final int SECONDS = 60;
  private static final int LEAST = 10;

  private final int[] calls = new int[SECONDS];
  private final int[] repeats = new int[SECONDS];
  private long second = Long.MIN_VALUE;
  private int callsInAll;
  private int repeatsInAll;

  void called(long nanos) {
    move(nanos);
    calls[place()]++;
    callsInAll++;
  }

  boolean takeRepeat(long nanos) {
    move(nanos);
    if (repeatsInAll >= Math.max(LEAST, callsInAll / 10)) {
      return false;
    }
    repeats[place()]++;
    repeatsInAll++;
    return true;
  }

  private int place() {
    return Math.floorMod(second, SECONDS);
  }

  private void move(long nanos) {
    long now = Math.floorDiv(nanos, Breaker.SECOND);
    long from = Math.max(second == Long.MIN_VALUE ? now : second, now - SECONDS);
    for (second = from; second < now; ) {
      second++;
      callsInAll -= calls[place()];
      repeatsInAll -= repeats[place()];
      calls[place()] = 0;
      repeats[place()] = 0;
    }
  }
}
