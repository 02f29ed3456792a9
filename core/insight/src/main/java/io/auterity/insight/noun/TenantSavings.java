package io.auterity.insight.noun;

import io.auterity.insight.counterfactual.Baseline;
import io.auterity.insight.counterfactual.Saving;
import io.auterity.insight.counterfactual.SavingReport;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Configs;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Savings of the caller's tenant: its calls' cost, compared with what they would have cost at one
 * offer.
 *
 * @param keptDays how long decisions are kept
 * @param turns of all who read usage
 */
public record TenantSavings(
    Archive archive,
    FeedbackTable scores,
    Configs configs,
    Time time,
    int keptDays,
    UsageTurns turns) {

  private static final int ORIGINS_AT_ONCE = 1_000;

  /**
   * What is compared.
   *
   * @param from a time, a day, or how long ago; 30 days ago when absent
   * @param to begins what is left out; now when absent
   * @param zone whose days these are; UTC when absent
   * @param baseline {@code provider/model}; the one that a price list names when absent
   */
  public record Query(
      @Nullable String from,
      @Nullable String to,
      @Nullable String zone,
      @Nullable String baseline) {}

  /** Compared with what the same calls would have cost at one offer, rule by rule. */
  @Rest(value = "GET /usage/savings", id = "savings_savings", needs = "decision.read")
  public SavingView savings(NounCaller caller, Query query) {
    String baseline = query.baseline();
    ZoneId calendar = WireTime.zone(query.zone());
    UsagePeriod period = UsagePeriod.of(query.from(), query.to(), calendar, time.now());
    TenantScope scope = caller.scope();
    Config config = configs.of(scope);
    boolean asked = baseline != null && !baseline.isBlank();
    String named = asked ? baseline : configs.baseline(scope);
    String unusable = named == null || asked ? null : Baseline.problem(named, config);
    SavingReport report =
        named == null || unusable != null
            ? null
            : compared(scope, period, new Saving(Baseline.of(named, config), config, calendar));
    Instant keptSince = period.keptSince(time.now(), keptDays);
    return SavingView.of(period, keptSince, Baseline.choices(config), unusable, report);
  }

  private SavingReport compared(TenantScope scope, UsagePeriod period, Saving saving) {
    return turns.take(
        scope,
        () -> {
          Map<UUID, Double> worth = scores.means(scope, period.from(), period.to());
          archive.using(scope, period.span(), one -> saving.add(one, worth.get(one.id())));
          List<UUID> origins = List.copyOf(saving.awaited());
          for (int i = 0; i < origins.size(); i += ORIGINS_AT_ONCE) {
            int end = Math.min(origins.size(), i + ORIGINS_AT_ONCE);
            archive.these(scope, origins.subList(i, end), saving::origin);
          }
          return saving.report();
        });
  }
}
