package io.auterity.server.routes;

import io.auterity.insight.counterfactual.ReplayReport;
import io.auterity.platform.noun.WireTime;
import io.auterity.server.web.json.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay of recorded decisions by other routes, as it is told.
 *
 * @param progress from 0 to 1
 * @param result absent while it is under way
 */
public record ReplayView(
    String id, String state, double progress, Instant from, Instant to, @Nullable Result result) {

  /**
   * The result of a replay.
   *
   * @param calls that were planned again
   * @param unread that could not be: stopped before they were planned, their configuration is gone,
   *     or a new route goes by their conversation, which decisions do not keep
   * @param moved whose first offer is another
   * @param unserved that no offer could have answered now, and one could then
   * @param served the other way round
   * @param breaches of what the recorded route required of region, regime and privacy
   */
  public record Result(
      long calls,
      long unread,
      long moved,
      long unserved,
      long served,
      List<Costs> costs,
      Latency latency,
      Failures failures,
      List<ReplayReport.Share> offers,
      List<ReplayReport.Share> routes,
      List<ReplayReport.Breach> breaches) {}

  /**
   * Of one currency.
   *
   * @param calls of which both are known
   * @param paid for their answers
   * @param unknown calls of which what they would have cost is not
   * @param besides what all calls paid for attempts that did not give the answer
   */
  public record Costs(
      long calls, Money paid, Money expected, Money saved, long unknown, Money besides) {}

  /** Milliseconds; absent where nothing is known. */
  public record Latency(
      @Nullable Double p50BeforeMs,
      @Nullable Double p95BeforeMs,
      @Nullable Double p50Ms,
      @Nullable Double p95Ms,
      long unknown) {}

  /** Share of first attempts that failed, and would have. */
  public record Failures(@Nullable Double before, @Nullable Double expected, long unknown) {}

  static ReplayView of(RouteReplays.Replay replay) {
    ReplayReport report = replay.report;
    return new ReplayView(
        replay.id().toString(),
        replay.state(),
        replay.progress(),
        replay.period.from(),
        replay.period.to(),
        report == null ? null : result(report));
  }

  private static Result result(ReplayReport report) {
    ReplayReport.Latency latency = report.latency();
    ReplayReport.Failures failures = report.failures();
    return new Result(
        report.calls(),
        report.unread(),
        report.moved(),
        report.unserved(),
        report.served(),
        report.money().stream().map(ReplayView::costs).toList(),
        new Latency(
            WireTime.millisOrNull(latency.p50Before()),
            WireTime.millisOrNull(latency.p95Before()),
            WireTime.millisOrNull(latency.p50()),
            WireTime.millisOrNull(latency.p95()),
            latency.unknown()),
        new Failures(failures.before(), failures.expected(), failures.unknown()),
        report.offers(),
        report.routes(),
        report.breaches());
  }

  private static Costs costs(ReplayReport.Money money) {
    String currency = money.currency();
    return new Costs(
        money.calls(),
        Money.ofNanos(money.paid(), currency),
        Money.ofNanos(money.expected(), currency),
        Money.ofNanos(money.paid() - money.expected(), currency),
        money.unknown(),
        Money.ofNanos(money.besides(), currency));
  }
}
