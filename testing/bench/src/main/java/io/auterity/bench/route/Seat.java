package io.auterity.bench.route;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.ledger.BudgetHold;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.LimitScope;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.Admission;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.LiveHealth;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.plan.Candidate;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Shortlist;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one attempt takes before it begins: breaker permit, slot, and a hold under each limit. */
final class Seat {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Map<String, Long> MOST = Map.of("input_tokens", 700L, "output_tokens", 256L);
  private static final Map<String, Long> USED = Map.of("input_tokens", 214L, "output_tokens", 97L);

  private final TenantScope scope;
  private static final LimitScope.Caller CALLER =
      new LimitScope.Caller(new UUID(0, 1), List.of(), Map.of());

  private final LiveHealthByTenant liveHealth;
  private final Ledger ledger;

  private @Nullable ProviderInfo provider;
  private @Nullable Permit permit;
  private @Nullable BudgetHold budgetHold;

  Seat(TenantScope scope, LiveHealthByTenant liveHealth, Ledger ledger) {
    this.scope = scope;
    this.liveHealth = liveHealth;
    this.ledger = ledger;
  }

  /** Takes it for the provider that is planned first. */
  void take(Shortlist shortlist, Plan plan) {
    ProviderInfo first = provider(shortlist, plan.planned().getFirst().offer());
    permit =
        switch (vitals(first).begin(first.slots())) {
          case Permit granted -> granted;
          case Admission.Refusal refusal ->
              throw new VoidRunException(first.id() + " did not admit a call: " + refusal);
        };
    Map<String, Price> prices = first.prices();
    budgetHold =
        ledger.hold(scope, CALLER, NanoUnits.ceiling(MOST, prices), Fleet.CURRENCY, PATIENCE);
    provider = first;
  }

  /** Ends the attempt as if it had succeeded. */
  void giveBack() {
    ProviderInfo taken = Objects.requireNonNull(provider);
    vitals(taken).succeeded(Objects.requireNonNull(permit));
    Objects.requireNonNull(budgetHold).settle(NanoUnits.cost(USED, taken.prices()), 1);
  }

  private static ProviderInfo provider(Shortlist shortlist, String id) {
    for (Candidate candidate : shortlist.candidates()) {
      if (candidate.id().equals(id)) {
        return candidate.provider();
      }
    }
    throw new VoidRunException(id + " was planned and is no candidate");
  }

  private LiveHealth vitals(ProviderInfo info) {
    return liveHealth.of(scope, info.id());
  }
}
