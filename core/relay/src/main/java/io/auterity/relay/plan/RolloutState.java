package io.auterity.relay.plan;

import io.auterity.relay.route.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * How far one rollout is and what its calls came to, new beside old: a decider over times and
 * measurements that are given to it. Confined to its owner's lock.
 */
final class RolloutState {

  private static final int THOUSAND = 1_000;

  private final Rollout rollout;
  private final Side fresh = new Side();
  private final Side old = new Side();
  private int step;
  private long since;
  private int judged;
  private int copies;
  private int answered;
  private int compared;
  private int agreed;
  private double scores;
  private String currency = "";
  private @Nullable String stopped;

  RolloutState(Rollout rollout, long now) {
    this.rollout = rollout;
    this.since = now;
  }

  /** What attempts at one side came to. */
  private static final class Side {
    private long ended;
    private long failed;
    private double nanos;
    private double cost;

    private void add(boolean ok, long took, long spent) {
      ended++;
      failed += ok ? 0 : 1;
      nanos += ok ? took : 0;
      cost += spent;
    }

    private RolloutStanding.Side told() {
      return new RolloutStanding.Side(
          ended,
          failed,
          answered() == 0 ? null : (Double) (nanos / answered()),
          ended == 0 ? null : (Double) (cost / ended));
    }

    private long answered() {
      return ended - failed;
    }
  }

  /** Share of calls for the new offers, in thousandths. */
  int share(long now) {
    if (isDue(now)) {
      step++;
      since = now;
      judged = 0;
    }
    return shareAt(step);
  }

  private boolean isDue(long now) {
    boolean over = now - since >= rollout.every().toNanos();
    boolean last = step == rollout.steps().size() - 1;
    return over && !last && judged >= rollout.calls();
  }

  private int shareAt(int one) {
    return stopped == null ? rollout.steps().get(one) : 0;
  }

  /** Whether more copies of calls go to the new offers, however many. */
  boolean goesOn() {
    return stopped == null;
  }

  /**
   * Notes a copy that has ended, and how the answers compare; why the rollout is stopped by it, or
   * null.
   *
   * @param score of their likeness; null where they could not be compared
   */
  @Nullable String shadowed(boolean succeeded, @Nullable Double score, boolean agrees) {
    copies++;
    answered += succeeded ? 1 : 0;
    if (score == null) {
      return null;
    }
    compared++;
    scores += score;
    agreed += agrees ? 1 : 0;
    Integer most = rollout.stopAt().disagreement();
    if (stopped != null || most == null || compared < rollout.calls()) {
      return null;
    }
    int disagree = (compared - agreed) * THOUSAND / compared;
    stopped =
        disagree > most
            ? "%d of 1000 answers of the new offers differ from the old".formatted(disagree)
            : null;
    return stopped;
  }

  /** Where it stands now, as the next call would find it; nothing moves because somebody asks. */
  RolloutStanding standing(int version, long now) {
    boolean due = isDue(now);
    int at = due ? step + 1 : step;
    return new RolloutStanding(
        version,
        rollout,
        at,
        shareAt(at),
        due ? 0 : now - since,
        due ? 0 : judged,
        stopped,
        fresh.told(),
        old.told(),
        new RolloutStanding.Shadowed(
            copies,
            answered,
            compared,
            agreed,
            compared == 0 ? null : (Double) (scores / compared)),
        currency);
  }

  /** Notes an attempt; why the rollout is stopped by it, or null. */
  @Nullable String ended(boolean atNew, boolean ok, long took, long cost, String paidIn) {
    currency = paidIn;
    (atNew ? fresh : old).add(ok, took, cost);
    judged += atNew ? 1 : 0;
    if (stopped != null || !atNew || judged < rollout.calls()) {
      return null;
    }
    stopped = verdict();
    return stopped;
  }

  private @Nullable String verdict() {
    Rollout.Bounds bounds = rollout.stopAt();
    long failures = fresh.failed * THOUSAND / fresh.ended;
    Integer most = bounds.failures();
    if (most != null && failures > most) {
      return "%d of 1000 attempts at the new offers failed".formatted(failures);
    }
    if (beyond(bounds.latency(), fresh.nanos, fresh.answered(), old.nanos, old.answered())) {
      return "the new offers take longer than %s times the old".formatted(bounds.latency());
    }
    return beyond(bounds.cost(), fresh.cost, fresh.ended, old.cost, old.ended)
        ? "the new offers cost more than %s times the old".formatted(bounds.cost())
        : null;
  }

  // Without a figure of either there is nothing to compare.
  private static boolean beyond(
      @Nullable Double times, double one, long ofOne, double other, long ofOther) {
    return times != null
        && ofOne > 0
        && ofOther > 0
        && other > 0
        && one / ofOne > times * other / ofOther;
  }
}
