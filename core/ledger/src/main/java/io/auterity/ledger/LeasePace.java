package io.auterity.ledger;

/**
 * Decides how much of one limit is leased ahead of need, by what calls of this process used in the
 * last seconds. It is never so much that a crash, after which it counts as spent, costs much of the
 * cap. What calls held and did not use may lie there for the next ones within the same bound, so
 * that leases do not come and go. It decides by the amounts and times it is told alone, and is
 * confined to its ledger's lock.
 */
final class LeasePace {

  private static final long SECOND = 1_000_000_000;

  /** What was used counts for that long; evenly used, it is what so many seconds use. */
  private static final double SPAN = 20e9;

  /** After so long without a call nothing is kept ahead. */
  private static final long IDLE = 20 * SECOND;

  private double taken;
  private double used;
  private long aged = Long.MIN_VALUE / 2;
  private long lastHeld = Long.MIN_VALUE / 2;

  /** A call holds so much from now on. */
  void held(long amount, long now) {
    age(now);
    taken += amount;
    lastHeld = now;
  }

  /** A call has ended that used so much. */
  void ended(long amount, long now) {
    age(now);
    used += amount;
  }

  private void age(long now) {
    if (now - aged >= SECOND) {
      double left = Math.exp((aged - now) / SPAN);
      taken *= left;
      used *= left;
      aged = now;
    }
  }

  /**
   * What is leased ahead of need: half of what may lie there at most, so that it is not given back
   * at once.
   */
  long ahead(Limit limit, long now) {
    age(now);
    return Math.min((long) used, limit.mostAhead() / 2);
  }

  /** Whether more is to be leased ahead, where that can serve a call of such an amount. */
  boolean low(Limit limit, long amount, long available, long now) {
    long ahead = ahead(limit, now);
    return ahead >= amount && available < ahead - ahead * 2 / 5;
  }

  /** What of it is given back. */
  long surplus(Limit limit, long available, long now) {
    if (now - lastHeld >= IDLE) {
      return Math.max(0, available);
    }
    age(now);
    long most = (long) Math.min((double) limit.mostAhead(), Math.max(2 * used, taken));
    return available > most ? available - most / 2 : 0;
  }
}
