package io.auterity.relay.ledger;

/**
 * How fast calls take of one limit here, and how much is leased ahead of them by that. Calls hold
 * their worst case and give back what they do not use, so that only what they use has to be there
 * for long: the part of it that those which have ended lately used, those under way counting as if
 * they used all, says how much that is. It is confined to its ledger's lock.
 */
final class LeasePace {

  private static final long SECOND = 1_000_000_000;

  /** After so long without a call nothing is kept ahead. */
  private static final long IDLE = 60 * SECOND;

  /** For how long at the present rate is leased, as far as that is not too much. */
  private static final int SECONDS_AHEAD = 20;

  /** For how long of that all that calls hold is there, since they come unevenly. */
  private static final int SECONDS_WHOLE = 2;

  private long lastSecond;
  private long thisSecond;
  private long secondBegan = Long.MIN_VALUE / 2;
  private long highestRate;
  private long highestBefore;
  private long lastHeld = Long.MIN_VALUE / 2;
  private long underWay;
  private long endedHeld;
  private long endedUsed;

  /** A call holds so much from now on. */
  void held(long amount, long now) {
    lastHeld = now;
    underWay += amount;
    if (now - secondBegan < SECOND) {
      thisSecond += amount; // The first one alone is no rate.
    } else {
      lastSecond = now - secondBegan < 2 * SECOND ? thisSecond : 0;
      thisSecond = 0;
      secondBegan = now;
    }
    highestRate = Math.max(highestRate, rate());
  }

  /** A call has ended that held so much, and used so much. */
  void ended(long amount, long used) {
    underWay -= amount;
    endedHeld += amount;
    endedUsed += Math.min(amount, used);
  }

  private long rate() {
    return Math.max(lastSecond, thisSecond);
  }

  /** So much that the database may be away for a while. */
  long ahead(Limit limit) {
    return ahead(limit, rate());
  }

  private long ahead(Limit limit, long rate) {
    double seconds = SECONDS_WHOLE + (SECONDS_AHEAD - SECONDS_WHOLE) * partUsed();
    double soon = Math.min((double) limit.mostAhead(), rate * seconds);
    return Math.max(limit.chunk(), (long) soon);
  }

  private double partUsed() {
    long all = underWay + endedHeld;
    return all == 0 ? 1 : (double) (underWay + endedUsed) / all;
  }

  /** Whether more is to be leased ahead of need: while over half of that is left. */
  boolean low(Limit limit, long available) {
    long ahead = ahead(limit);
    return rate() == 0 ? available < limit.chunk() / 4 : available < ahead - ahead * 2 / 5;
  }

  /**
   * What of it nobody needs, by the pace since this was asked before the last time. Twice what is
   * leased ahead may lie there, so that leases do not come and go.
   */
  long surplus(Limit limit, long available, long now) {
    long ahead = ahead(limit, Math.max(highestRate, highestBefore));
    highestBefore = highestRate;
    highestRate = 0;
    endedHeld /= 2;
    endedUsed /= 2;
    if (now - lastHeld >= IDLE) {
      return Math.max(0, available);
    }
    return available > 2 * ahead ? available - ahead : 0;
  }
}
