package io.auterity.insight.counterfactual;

import io.auterity.platform.json.LowerCaseName;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The savings report of recorded calls, rule by rule: from what they would have cost at one offer
 * (the baseline) down to what was settled. All amounts are nano-units of the baseline's currency,
 * and they agree exactly: the baseline, with each step's change added, is what was settled; that
 * and what is left out in this currency is what usage says.
 *
 * @param calls that are compared
 * @param before what they would have cost at the baseline
 * @param after what was settled of them
 * @param estimated how many of them used something that was counted here, since the vendor did not
 *     tell it
 * @param p50Nanos median of the calls that the baseline itself answered; null where there are none
 * @param scores of these; null where none was scored
 * @param steps the rules, the one that lowered most first
 * @param leftOut what is not compared, and why
 * @param days by day, the first first; days without calls are left out
 */
public record SavingReport(
    Baseline baseline,
    long calls,
    long before,
    long after,
    long estimated,
    @Nullable Long p50Nanos,
    @Nullable ScoredAnswers scores,
    List<Step> steps,
    List<LeftOut> leftOut,
    List<Day> days) {

  public SavingReport {
    steps = List.copyOf(steps);
    leftOut = List.copyOf(leftOut);
    days = List.copyOf(days);
  }

  /** What decided over a part of the cost. */
  public enum Kind implements LowerCaseName {
    /** A route: which offer answered, and what its other attempts cost. */
    ROUTE,
    /** The same of calls that no route took. */
    DIRECT,
    /** A class of the vendor's service, e.g. {@code batch}. */
    SERVICE,
    /** The answer to an equal call was given again. */
    CACHE,
    /** The answer to a call that means the same was given again. */
    SIMILAR,
    /** Copies of calls, for which no caller waited. */
    COPIES
  }

  /**
   * One rule.
   *
   * @param rule id of the route, or name of the class of service; null for all others
   * @param strategy of the route when it was last seen; null where it is none
   * @param offers who gave the answers, the most first, at most five
   * @param before what the step began with
   * @param after what it left
   * @param besides the part of that which was paid for attempts that did not give the answer
   * @param p50Nanos median of its calls; null where it has no own
   * @param scores of its calls; null where none was scored
   */
  public record Step(
      Kind kind,
      @Nullable String rule,
      @Nullable String strategy,
      List<OfferAnswers> offers,
      long calls,
      long before,
      long after,
      long besides,
      @Nullable Long p50Nanos,
      @Nullable ScoredAnswers scores) {
    public Step {
      offers = List.copyOf(offers);
    }

    /** What it added; below zero where it saved. */
    public long change() {
      return after - before;
    }
  }

  /**
   * What callers said that answers were worth, from 0 to 1.
   *
   * @param calls how many have a score
   * @param deviation of a sample; null for a single one
   */
  public record ScoredAnswers(long calls, double mean, @Nullable Double deviation) {}

  /** How many calls an offer answered. */
  public record OfferAnswers(String offer, long calls) {}

  /** Why a call is not compared. */
  public enum Reason implements LowerCaseName {
    /** No offer answered it. */
    NO_ANSWER,
    /** The baseline does not do what it asked. */
    UNABLE,
    /** The baseline has no price for a unit that it used. */
    UNPRICED_AT_BASELINE,
    /** What it cost is not known, since a unit that it used had no price. */
    UNPRICED,
    /** It was charged in another currency. */
    CURRENCY,
    /** Nothing was metered that could be priced. */
    UNMETERED,
    /** How it was answered is not kept. */
    NOT_KEPT,
    /** A cache answered it, and the call that was answered first is no longer kept. */
    ORIGIN_NOT_KEPT,
    /** An outage was rehearsed with it. */
    REHEARSED
  }

  /**
   * Calls that are not compared.
   *
   * @param cost what they cost
   * @param what capabilities, or units without a price; at most ten
   */
  public record LeftOut(Reason reason, String currency, long calls, long cost, List<String> what) {
    public LeftOut {
      what = List.copyOf(what);
    }
  }

  /** What the calls of a day would have cost at the baseline, and what was settled. */
  public record Day(LocalDate day, long before, long after) {}
}
