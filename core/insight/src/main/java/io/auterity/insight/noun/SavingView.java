package io.auterity.insight.noun;

import io.auterity.insight.counterfactual.SavingReport;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.noun.WireTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The savings of calls: their cost, compared with what they would have cost at one offer (the
 * baseline).
 *
 * @param keptSince from when on usage is kept; absent where nothing before it was asked for
 * @param choices offers with prices that can be compared with, as {@code provider/model}
 * @param unusable why the baseline that a price list names cannot be compared with; absent where it
 *     can be, none is named, or the query names another
 * @param figures absent where no baseline was named, by the query or by a price list, or that is
 *     unusable
 */
public record SavingView(
    Instant from,
    Instant to,
    @Nullable Instant keptSince,
    List<String> choices,
    @Nullable String unusable,
    @Nullable ComparedCalls figures) {

  public SavingView {
    choices = List.copyOf(choices);
  }

  /**
   * Decimal amounts, exact: {@code before} with the change of each step added is {@code after}, and
   * that with the costs of what is left out in the same currency is what usage adds up to.
   *
   * @param baseline {@code provider/model}
   * @param priceLists id, version and day of what its prices are from
   * @param calls that are compared
   * @param before what they would have cost at the baseline
   * @param after what they cost
   * @param saved the first less the second; below zero where they cost more
   * @param estimated how many of them used something that was counted here, since the vendor did
   *     not tell it
   * @param p50Ms median of calls that the baseline itself answered; absent where there are none
   * @param scores of these; absent where none was scored
   * @param steps what was decided, what lowered most first
   * @param leftOut what is not compared, and why
   * @param days with calls, the first first
   */
  public record ComparedCalls(
      String baseline,
      List<String> priceLists,
      String currency,
      long calls,
      String before,
      String after,
      String saved,
      long estimated,
      @Nullable Double p50Ms,
      SavingReport.@Nullable ScoredAnswers scores,
      List<SavingStep> steps,
      List<LeftOutCalls> leftOut,
      List<SavingDay> days) {

    static ComparedCalls of(SavingReport report) {
      return new ComparedCalls(
          report.baseline().offer().id(),
          report.baseline().priceLists(),
          report.baseline().currency(),
          report.calls(),
          NanoUnits.text(report.before()),
          NanoUnits.text(report.after()),
          NanoUnits.text(report.before() - report.after()),
          report.estimated(),
          WireTime.millisOrNull(report.p50Nanos()),
          report.scores(),
          report.steps().stream().map(SavingStep::of).toList(),
          report.leftOut().stream().map(LeftOutCalls::of).toList(),
          report.days().stream().map(SavingDay::of).toList());
    }
  }

  /**
   * One rule.
   *
   * @param kind {@code route}, {@code direct} (no route), {@code service} (a class of the vendor's
   *     service), {@code cache} (an equal call's answer), {@code similar} (one that means the same)
   *     or {@code copies} (of calls, for which no caller waited)
   * @param rule id of the route or name of the class of service; absent for all others
   * @param strategy of the route; absent where it is none
   * @param offers who gave the answers, the most first
   * @param change what it added; below zero where it saved
   * @param besides the part of {@code after} that was paid for attempts that did not give the
   *     answer
   * @param p50Ms median of its calls; absent where it has no own
   * @param scores of its calls; absent where none was scored
   */
  public record SavingStep(
      String kind,
      @Nullable String rule,
      @Nullable String strategy,
      List<SavingReport.OfferAnswers> offers,
      long calls,
      String before,
      String after,
      String change,
      String besides,
      @Nullable Double p50Ms,
      SavingReport.@Nullable ScoredAnswers scores) {

    static SavingStep of(SavingReport.Step step) {
      return new SavingStep(
          step.kind().wire(),
          step.rule(),
          step.strategy(),
          step.offers(),
          step.calls(),
          NanoUnits.text(step.before()),
          NanoUnits.text(step.after()),
          NanoUnits.text(step.change()),
          NanoUnits.text(step.besides()),
          WireTime.millisOrNull(step.p50Nanos()),
          step.scores());
    }
  }

  /**
   * Calls that are not compared.
   *
   * @param reason {@code no_answer}, {@code unable} (the baseline does not do that), {@code
   *     unpriced_at_baseline}, {@code unpriced}, {@code currency}, {@code unmetered}, {@code
   *     not_kept} or {@code origin_not_kept}
   * @param cost what they cost
   * @param what capabilities, offers, units or currencies; at most ten
   */
  public record LeftOutCalls(
      String reason, String currency, long calls, String cost, List<String> what) {

    static LeftOutCalls of(SavingReport.LeftOut one) {
      return new LeftOutCalls(
          one.reason().wire(), one.currency(), one.calls(), NanoUnits.text(one.cost()), one.what());
    }
  }

  /** What the calls of a day would have cost, and what they cost. */
  public record SavingDay(String day, String before, String after) {

    static SavingDay of(SavingReport.Day day) {
      return new SavingDay(
          day.day().toString(), NanoUnits.text(day.before()), NanoUnits.text(day.after()));
    }
  }

  static SavingView of(
      UsagePeriod period,
      @Nullable Instant keptSince,
      List<String> choices,
      @Nullable String unusable,
      @Nullable SavingReport report) {
    return new SavingView(
        period.from(),
        period.to(),
        keptSince,
        choices,
        unusable,
        report == null ? null : ComparedCalls.of(report));
  }
}
