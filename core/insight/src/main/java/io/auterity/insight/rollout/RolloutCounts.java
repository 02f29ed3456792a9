package io.auterity.insight.rollout;

import io.auterity.relay.route.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a canary rollout's calls, new offers beside old; of one process or of several
 * together.
 *
 * @param judged attempts at the new offers that ended in the step in force
 * @param currency of costs; empty before anything was used
 */
public record RolloutCounts(int judged, Side fresh, Side old, Copies copies, String currency) {

  /** Nothing has ended yet. */
  public static final RolloutCounts NONE =
      new RolloutCounts(0, Side.NONE, Side.NONE, Copies.NONE, "");

  private static final int THOUSAND = 1_000;

  /** Beyond so many nothing more is counted; the parts keep their proportions. */
  static final int MOST = 2_000_000_000;

  /**
   * Attempts at the offers of one side; failures of callers are not among them.
   *
   * @param nanos that those took which succeeded, in all
   * @param cost of all, in nano-units
   */
  public record Side(long ended, long failed, double nanos, double cost) {
    static final Side NONE = new Side(0, 0, 0, 0);

    long answered() {
      return ended - failed;
    }

    Side plus(Side other) {
      return new Side(
          ended + other.ended, failed + other.failed, nanos + other.nanos, cost + other.cost);
    }
  }

  /**
   * Copies of calls that have ended.
   *
   * @param answered by a new offer
   * @param compared those of which both answers could be compared
   * @param scores of likeness of these, from 0 to 1 each, in all
   */
  public record Copies(int ended, int answered, int compared, int agreed, double scores) {
    static final Copies NONE = new Copies(0, 0, 0, 0, 0);

    Copies plus(Copies other) {
      if ((long) ended + other.ended > MOST) {
        return ended >= other.ended ? this : other;
      }
      return new Copies(
          ended + other.ended,
          answered + other.answered,
          compared + other.compared,
          agreed + other.agreed,
          scores + other.scores);
    }
  }

  /** Of both together. */
  public RolloutCounts plus(RolloutCounts other) {
    return new RolloutCounts(
        upToMost(judged, other.judged),
        fresh.plus(other.fresh),
        old.plus(other.old),
        copies.plus(other.copies),
        other.currency.isEmpty() ? currency : other.currency);
  }

  private static int upToMost(int some, int others) {
    return (int) Math.min(MOST, (long) some + others);
  }

  /** With an attempt that has ended. */
  RolloutCounts attempted(boolean atNew, boolean ok, long took, long spent, String paidIn) {
    Side one = new Side(1, ok ? 0 : 1, ok ? took : 0, spent);
    return atNew
        ? new RolloutCounts(upToMost(judged, 1), fresh.plus(one), old, copies, paidIn)
        : new RolloutCounts(judged, fresh, old.plus(one), copies, paidIn);
  }

  /**
   * With a copy that has ended.
   *
   * @param score of the likeness of the answers; null where they could not be compared
   */
  RolloutCounts copied(boolean succeeded, @Nullable Double score, boolean agrees) {
    Copies one =
        new Copies(
            1,
            succeeded ? 1 : 0,
            score == null ? 0 : 1,
            score != null && agrees ? 1 : 0,
            score == null ? 0 : score);
    return new RolloutCounts(judged, fresh, old, copies.plus(one), currency);
  }

  /** What counts of one place are worth at another. */
  RolloutCounts carried(RolloutPlace before, RolloutPlace after) {
    if (before.round() != after.round()) {
      return NONE;
    }
    return before.step() == after.step()
        ? this
        : new RolloutCounts(0, fresh, old, copies, currency);
  }

  /** Why the rollout goes back by this; null where nothing is beyond its bounds. */
  @Nullable String verdict(Rollout rollout) {
    String why = judged < rollout.calls() ? null : ofAttempts(rollout.stopAt());
    return why != null || copies.compared < rollout.calls() ? why : ofCopies(rollout.stopAt());
  }

  private @Nullable String ofAttempts(Rollout.Bounds bounds) {
    long failures = fresh.ended == 0 ? 0 : fresh.failed * THOUSAND / fresh.ended;
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

  private @Nullable String ofCopies(Rollout.Bounds bounds) {
    Integer most = bounds.disagreement();
    long differ = (long) (copies.compared - copies.agreed) * THOUSAND / copies.compared;
    return most != null && differ > most
        ? "%d of 1000 answers of the new offers differ from the old".formatted(differ)
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
