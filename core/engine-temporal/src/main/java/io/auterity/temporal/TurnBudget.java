package io.auterity.temporal;

import java.time.Duration;

/**
 * How much calls may take of one turn: meanwhile nothing else of the run goes on, and all their
 * results go to the cluster in one message, which holds 4 MiB.
 */
final class TurnBudget {

  private static final Duration MOST_TIME = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 1 << 20;

  private long turn;
  private int underWay;
  private int bytes;
  private Duration took = Duration.ZERO;

  /**
   * Whether one more call may be made within the turn; it is counted when it may.
   *
   * @param current tells turns apart, e.g. the length of the history
   */
  boolean admits(long current) {
    if (current != turn) {
      turn = current;
      bytes = 0;
      took = Duration.ZERO;
    }
    int most = bytes + (underWay + 1) * RunValues.MOST_INLINE;
    boolean admitted = most <= MOST_BYTES && took.compareTo(MOST_TIME) < 0;
    if (admitted) {
      underWay++;
    }
    return admitted;
  }

  /** One that was counted is over for the turn. */
  void over(int size, Duration time) {
    underWay--;
    bytes += size;
    took = took.plus(time);
  }
}
