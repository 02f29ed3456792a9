package io.auterity.relay.decision;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.provider.Price;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.ledger.Money;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Ranked;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.route.Facts;
import io.auterity.relay.route.Route;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plans a stored decision again, with what it saw and the configuration it went by, and works out
 * again what it cost.
 */
public final class Recompute {

  private final Archive archive;

  public Recompute(Archive archive) {
    this.archive = archive;
  }

  /**
   * Runs both halves of planning on what is stored and compares.
   *
   * @throws CallFailedException {@code not_found} when there is no such decision, {@code
   *     unsupported} when it was stopped before it was planned
   */
  public Recomputation of(TenantScope scope, UUID id) {
    Decision decision =
        archive
            .find(scope, id)
            .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no decision " + id));
    Decision.Planning planning = decision.planning();
    Facts facts = decision.facts();
    if (planning == null || facts == null) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED, "this call was stopped before it was planned");
    }
    Config config =
        archive
            .config(scope, decision)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "the configuration of decision " + id));
    return compare(decision, planning, facts, config);
  }

  private static Recomputation compare(
      Decision decision, Decision.Planning planning, Facts facts, Config config) {
    Shortlist shortlist = Planner.shortlist(facts, config);
    Plan plan = Planner.order(shortlist, planning.sight(), planning.ticket());
    List<Ranked> shown = plan.ranked().stream().limit(Decision.Planning.SHOWN).toList();
    String difference = difference(planning, shortlist, shown);
    return new Recomputation(
        names(shown),
        names(planning.ranked()),
        difference == null ? difference(decision, config) : difference);
  }

  private static @Nullable String difference(
      Decision.Planning planning, Shortlist shortlist, List<Ranked> shown) {
    String route = name(shortlist.route());
    String recorded =
        planning.route() == null
            ? "none"
            : planning.route().id() + " v" + planning.route().version();
    if (!route.equals(recorded)) {
      return "The route is %s now and was %s.".formatted(route, recorded);
    }
    if (!shortlist.exclusions().equals(planning.exclusions())) {
      return "Other providers are excluded.";
    }
    return shown.equals(planning.ranked()) ? null : "The candidates' order or scores differ.";
  }

  // What an attempt used is absent from the oldest decisions, and then there is nothing to compare.
  private static @Nullable String difference(Decision decision, Config config) {
    for (Decision.Tried tried : decision.attempts()) {
      long cost = Money.cost(tried.used(), prices(config, tried.provider()));
      if (cost != tried.cost()) {
        return "Attempt %d costs %s now and cost %s."
            .formatted(tried.number(), Money.text(cost), Money.text(tried.cost()));
      }
    }
    return null;
  }

  private static Map<String, Price> prices(Config config, String provider) {
    return config.providers().stream()
        .filter(one -> one.id().equals(provider))
        .findFirst()
        .map(ProviderInfo::prices)
        .orElse(Map.of());
  }

  private static String name(@Nullable Route route) {
    return route == null ? "none" : route.id() + " v" + route.version();
  }

  private static List<String> names(List<Ranked> ranked) {
    return ranked.stream().map(Ranked::provider).toList();
  }
}
