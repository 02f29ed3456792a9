package io.auterity.insight.counterfactual;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
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
   * @param since when the first call of the route's version began that was looked at
   * @param to until when they were looked at, later than that
   */
  record Cheaper(
      String route,
      String capability,
      OfferSeen offer,
      OfferSeen other,
      RepricedCalls calls,
      Instant since,
      Instant to)
      implements Recommendation {
    private static final Duration MONTH = Duration.ofDays(30);

    /** What would be saved in 30 days like these, rounded down to a nano-unit. */
    public long savedPerMonth() {
      return BigInteger.valueOf(calls.saved())
          .multiply(BigInteger.valueOf(MONTH.toMillis()))
          .divide(BigInteger.valueOf(Duration.between(since, to).toMillis()))
          .longValueExact();
    }

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
   * A route is to learn from scores, but its answers are not scored.
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
   * What was seen of one offer. Attempts that say nothing of its provider's health are not counted,
   * since the caller was wrong or did not wait, content was refused, a limit was reached or a fault
   * was switched on; nor are attempts in a class of the vendor's service.
   *
   * @param answers attempts that succeeded
   * @param failed attempts that did not
   * @param p50Nanos median of those that succeeded; null where none did
   * @param scores of answers that were given to callers; null where none was scored
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
   * @param paid for their answers when they were given
   * @param listed what the same tokens cost at the same offer now
   * @param instead what they cost at the other offer now
   * @param estimated how many used something that was counted here, since the vendor did not tell
   *     it
   * @param priceLists id, version and day of what {@code listed} and {@code instead} are from
   */
  record RepricedCalls(
      String currency,
      long calls,
      long paid,
      long listed,
      long instead,
      long estimated,
      List<String> priceLists) {

    public RepricedCalls {
      priceLists = List.copyOf(new TreeSet<>(priceLists));
    }

    static RepricedCalls none(Baseline offer, Baseline other) {
      return new RepricedCalls(
          offer.currency(),
          0,
          0,
          0,
          0,
          0,
          Stream.of(offer, other).flatMap(one -> one.priceLists().stream()).toList());
    }

    /** What they cost less at the other offer, both now. */
    public long saved() {
      return Math.subtractExact(listed, instead);
    }

    RepricedCalls plus(long cost, long here, long there, boolean guessed) {
      return new RepricedCalls(
          currency,
          calls + 1,
          Math.addExact(paid, cost),
          Math.addExact(listed, here),
          Math.addExact(instead, there),
          estimated + (guessed ? 1 : 0),
          priceLists);
    }
  }
}
