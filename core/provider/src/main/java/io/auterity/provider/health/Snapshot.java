package io.auterity.provider.health;

/**
 * A snapshot of an offer's load and health, or of a provider's, as the planner may know it at one
 * moment. Decisions keep it by the places of its components: it grows at the end only.
 *
 * @param latency estimate in nanoseconds, -1 while nothing is known of the last minute
 * @param admits share of calls that the breaker lets pass, 0 to 100
 * @param probe whether the breaker lets the next call pass as a probe
 * @param failed how many of the last {@code of} attempts failed
 * @param opensIn nanoseconds until the breaker lets a call pass, 0 when it does
 * @param restsFor nanoseconds for which the vendor asked to be left alone, 0 when it did not
 * @param health thousandths of recent attempts that did not fail, 1000 while nothing speaks against
 *     it
 * @param trend by how many thousandths that is above what is usual; below 0 when it gets worse
 * @param ofProvider whether breaker or rest are those of the whole provider, and not this offer's
 * @param ofOperation whether the breaker is that of the operation alone; others may be called
 */
public record Snapshot(
    int inFlight,
    int slots,
    long latency,
    CircuitBreaker.Phase breaker,
    int admits,
    boolean probe,
    int failed,
    int of,
    long opensIn,
    long restsFor,
    int health,
    int trend,
    boolean ofProvider,
    boolean ofOperation) {

  private static final int WHOLE = 1000;
  private static final int FALLING = -100;

  /** Of one of whose health nothing is known. */
  public Snapshot(
      int inFlight,
      int slots,
      long latency,
      CircuitBreaker.Phase breaker,
      int admits,
      boolean probe,
      int failed,
      int of,
      long opensIn,
      long restsFor) {
    this(
        inFlight, slots, latency, breaker, admits, probe, failed, of, opensIn, restsFor, WHOLE, 0,
        false, false);
  }

  /** The same of that health. */
  public Snapshot with(int healthSeen, int trendSeen) {
    return new Snapshot(
        inFlight,
        slots,
        latency,
        breaker,
        admits,
        probe,
        failed,
        of,
        opensIn,
        restsFor,
        healthSeen,
        trendSeen,
        ofProvider,
        ofOperation);
  }

  /** The same as the whole provider's. */
  public Snapshot asOfProvider() {
    return new Snapshot(
        inFlight, slots, latency, breaker, admits, probe, failed, of, opensIn, restsFor, health,
        trend, true, false);
  }

  /** The same as of one operation alone. */
  public Snapshot asOfOperation() {
    return new Snapshot(
        inFlight, slots, latency, breaker, admits, probe, failed, of, opensIn, restsFor, health,
        trend, false, true);
  }

  /** Whether it fails so much more than usual that others are asked first. */
  public boolean falling() {
    return trend <= FALLING;
  }

  /** Whether anything is known of its health. */
  public boolean healthKnown() {
    return health != WHOLE || trend != 0;
  }
}
