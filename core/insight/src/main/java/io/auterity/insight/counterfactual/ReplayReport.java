package io.auterity.insight.counterfactual;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of a replay (counterfactual): what a rule set would have done with recorded calls.
 * What is not known is counted, never guessed.
 *
 * @param calls that were planned again
 * @param unread that could not be: stopped before they were planned, their configuration is gone,
 *     or a new route goes by their conversation, which decisions do not keep
 * @param moved whose first offer is another
 * @param unserved that no offer could have answered now, and one could then
 * @param served the other way round
 * @param money by currency
 * @param latency of those for which it is known
 * @param failures share of first attempts that would have failed, by what the offers did then
 * @param offers by how many calls go to them first
 * @param routes by how many calls they take
 * @param breaches of what the recorded route required of region, regime and privacy
 */
public record ReplayReport(
    long calls,
    long unread,
    long moved,
    long unserved,
    long served,
    List<Money> money,
    Latency latency,
    Failures failures,
    List<Share> offers,
    List<Share> routes,
    List<Breach> breaches) {

  public ReplayReport {
    money = List.copyOf(money);
    offers = List.copyOf(offers);
    routes = List.copyOf(routes);
    breaches = List.copyOf(breaches);
  }

  /**
   * Nano-units of one currency.
   *
   * @param calls of which both are known
   * @param paid for their answers
   * @param expected for these: what was paid where the first offer stays, else the recorded usage
   *     at the prices of the other offer
   * @param unknown calls that ended without an answer, or that move to an offer without a price for
   *     what it used
   * @param besides what all calls paid for attempts that did not give the answer
   */
  public record Money(
      String currency, long calls, long paid, long expected, long unknown, long besides) {}

  /**
   * Nanoseconds, by how long the offers took for calls of the same operation.
   *
   * @param unknown calls at offers of which none is recorded
   */
  public record Latency(
      @Nullable Long p50Before,
      @Nullable Long p95Before,
      @Nullable Long p50,
      @Nullable Long p95,
      long unknown) {}

  /**
   * Shares from 0 to 1; null when no offer has a record.
   *
   * @param unknown calls at offers of which no attempt is recorded
   */
  public record Failures(@Nullable Double before, @Nullable Double expected, long unknown) {}

  /** How many calls, then and now. */
  public record Share(String id, long before, long after) {}

  /** Calls that would have gone where their recorded route did not let them go. */
  public record Breach(String route, String required, String offer, long calls) {}
}
