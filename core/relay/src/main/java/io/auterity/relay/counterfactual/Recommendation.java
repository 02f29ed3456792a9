package io.auterity.relay.counterfactual;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One thing that a route could do better, with the figures that say so. */
public sealed interface Recommendation {

  /** Id of the route, of which only calls of its present version count. */
  String route();

  /** As it stands in answers. */
  String kind();

  /**
   * Another offer answered as well, and calls would have cost less there.
   *
   * @param offer that answered the calls
   * @param other that could have answered them
   * @param calls priced at both
   */
  record Cheaper(
      String route, String capability, OfferSeen offer, OfferSeen other, RepricedCalls calls)
      implements Recommendation {
    @Override
    public String kind() {
      return "cheaper";
    }
  }

  /**
   * An offer fails much more often than the others of its route.
   *
   * @param others by name
   */
  record Failing(String route, String capability, OfferSeen offer, List<OfferSeen> others)
      implements Recommendation {
    public Failing {
      others = List.copyOf(others);
    }

    @Override
    public String kind() {
      return "failing";
    }
  }

  /** An offer takes much longer than another one of the same model. */
  record Slow(String route, String capability, OfferSeen offer, OfferSeen other)
      implements Recommendation {
    @Override
    public String kind() {
      return "slow";
    }
  }

  /**
   * A route is to learn from scores, and nobody scores its answers.
   *
   * @param calls that were answered
   * @param needed how many scored calls it takes before what was learned decides
   */
  record Unscored(String route, long calls, int needed) implements Recommendation {
    @Override
    public String kind() {
      return "unscored";
    }
  }

  /**
   * What was seen of one offer. Attempts that say nothing of it, since the caller was wrong or went
   * away or a fault was switched on, are not counted.
   *
   * @param answers attempts that succeeded
   * @param failed attempts that did not
   * @param p50Nanos median of those that succeeded; null where none did
   * @param scores of answers that were given to callers; null where nobody scored one
   */
  record OfferSeen(
      String offer,
      long answers,
      long failed,
      @Nullable Long p50Nanos,
      SavingReport.@Nullable ScoredAnswers scores) {

    long attempts() {
      return answers + failed;
    }

    long p50() {
      return p50Nanos == null ? 0 : p50Nanos;
    }

    /** Share of the attempts that succeeded, from 0 to 1. */
    public double share() {
      return attempts() == 0 ? 0 : (double) answers / attempts();
    }
  }

  /**
   * Calls priced twice, in nano-units of one currency.
   *
   * @param paid for their answers
   * @param instead what the same tokens cost at the other offer now
   * @param estimated how many used something that was counted here, since the vendor did not tell
   *     it
   * @param priceLists id, version and day of what {@code instead} is from
   */
  record RepricedCalls(
      String currency,
      long calls,
      long paid,
      long instead,
      long estimated,
      List<String> priceLists) {

    private static final long MONTH_DAYS = 30;

    public RepricedCalls {
      priceLists = List.copyOf(new TreeSet<>(priceLists));
    }

    /** What would not have been paid. */
    public long saved() {
      return Math.subtractExact(paid, instead);
    }

    /**
     * The same for 30 days, rounded down to a nano-unit.
     *
     * @param days from which all calls are
     */
    public long savedPerMonth(int days) {
      return Math.multiplyExact(saved(), MONTH_DAYS) / days;
    }

    RepricedCalls plus(long cost, long other, boolean guessed) {
      return new RepricedCalls(
          currency,
          calls + 1,
          Math.addExact(paid, cost),
          Math.addExact(instead, other),
          estimated + (guessed ? 1 : 0),
          priceLists);
    }
  }
}
