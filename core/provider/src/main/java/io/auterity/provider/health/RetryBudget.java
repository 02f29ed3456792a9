package io.auterity.provider.health;

/**
 * The retry budget of one provider: how many more attempts its calls may cause, as a share of those
 * of the last minute.
 */
final class RetryBudget {

  private static final int SECONDS = 60;

  private final int share;
  private final int least;
  private final int[] calls = new int[SECONDS];
  private final int[] repeats = new int[SECONDS];
  private long second = Long.MIN_VALUE;
  private int callsInAll;
  private int repeatsInAll;

  /**
   * @param share one for so many calls
   * @param least so many a minute in any case
   */
  RetryBudget(int share, int least) {
    this.share = share;
    this.least = least;
  }

  void called(long nanos) {
    move(nanos);
    calls[place()]++;
    callsInAll++;
  }

  boolean takeRepeat(long nanos) {
    move(nanos);
    if (repeatsInAll >= Math.max(least, callsInAll / share)) {
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
    long now = Math.floorDiv(nanos, CircuitBreaker.SECOND);
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
