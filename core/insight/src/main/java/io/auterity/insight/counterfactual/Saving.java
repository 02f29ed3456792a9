package io.auterity.insight.counterfactual;

import io.auterity.insight.counterfactual.SavingReport.Kind;
import io.auterity.insight.counterfactual.SavingReport.Reason;
import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.route.CallFacts;
import io.auterity.spi.ai.Surcharge;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares recorded calls with one offer, and says which rule each part of the difference belongs
 * to. The same decisions give the same report, in whatever order they come.
 *
 * <p>Each call is priced at the baseline with the tokens of its own answer, what was read of a
 * vendor's cache included, so that the baseline is made no dearer than it would have been. The
 * first step is its route's: from there to what it paid for all its attempts. What the answer cost
 * less in a class of service is a step of its own where the offer's price of now, applied to what
 * it used, gives just what was paid; elsewhere it stays in the route's. A call that a cache
 * answered is worth what the answer cost that it was given: the route's step leads to that, the
 * cache's from there to nothing. What cannot be priced is counted and named.
 *
 * <p>Use: {@link #add} all, then {@link #origin} those of {@link #awaited} that are kept.
 */
public final class Saving {

  private static final int MOST_HITS = 50_000;

  private final Baseline baseline;
  private final Config config;
  private final ZoneId zone;
  private final SavingCounts counts = new SavingCounts();
  private final Map<String, Optional<Offer>> offers = new HashMap<>();
  private final Map<UUID, Map<Hit, Long>> hits = new HashMap<>();
  private int distinct;

  /**
   * @param config where the offers and their prices of now are told
   * @param zone whose days are told apart
   */
  public Saving(Baseline baseline, Config config, ZoneId zone) {
    this.baseline = baseline;
    this.config = config;
    this.zone = zone;
  }

  /** Calls that were given one answer, on one day. */
  private record Hit(
      Kind kind, @Nullable String route, @Nullable String strategy, LocalDate day, long saved) {}

  /**
   * One call.
   *
   * @param score what its answer was worth, from 0 to 1; null where it was not scored
   */
  public void add(Decision decision, @Nullable Double score) {
    Decision.Used used = decision.costs().used();
    CacheHit cached = decision.cached();
    if (used.isNothing()) {
      return;
    }
    if (decision.rehearsal() != null) {
      leaveOut(Reason.REHEARSED, decision, decision.call().capability());
    } else if (decision.call().shadows() != null) {
      copy(decision, used);
    } else if (cached != null) {
      hit(decision, cached);
    } else {
      answered(decision, used, score);
    }
  }

  private void copy(Decision decision, Decision.Used used) {
    if (foreign(used.currency(), used.cost())) {
      leaveOut(Reason.CURRENCY, decision, used.currency());
    } else {
      counts.step(Kind.COPIES, null).add(1, 0, used.cost());
      counts.day(day(decision), 0, used.cost());
    }
  }

  private void hit(Decision decision, CacheHit cached) {
    Decision.Routed route = routed(decision);
    Kind kind = cached.similar() ? Kind.SIMILAR : Kind.CACHE;
    Hit hit =
        new Hit(
            kind,
            route == null ? null : route.id(),
            route == null ? null : route.strategy(),
            day(decision),
            cached.saved());
    Map<Hit, Long> known = hits.getOrDefault(cached.decision(), Map.of());
    if (foreign(cached.currency(), cached.saved())) {
      leaveOut(Reason.CURRENCY, decision, cached.currency());
    } else if (distinct == MOST_HITS && !known.containsKey(hit)) {
      leaveOut(Reason.ORIGIN_NOT_KEPT, decision, decision.call().capability());
    } else {
      distinct += known.containsKey(hit) ? 0 : 1;
      hits.computeIfAbsent(cached.decision(), of -> new HashMap<>()).merge(hit, 1L, Long::sum);
      counts.took(kind, decision.timing().tookNanos());
    }
  }

  private void answered(Decision decision, Decision.Used used, @Nullable Double score) {
    Decision.Tried answer = answer(decision);
    Unfit unfit = unfit(decision, answer);
    if (unfit != null) {
      counts.leaveOut(unfit.reason(), used.currency(), 1, used.cost(), unfit.what());
      return;
    }
    Map<String, Long> metered = Objects.requireNonNull(answer).used();
    long before = baseline.cost(metered);
    long usual = usual(answer);
    long besides = Math.subtractExact(used.cost(), answer.cost());
    Decision.Routed route = routed(decision);
    counts
        .route(route == null ? null : route.id(), route == null ? null : route.strategy())
        .add(1, before, besides + usual)
        .besides(besides)
        .answered(answer.offer(), decision.timing().tookNanos(), score);
    if (usual != answer.cost()) {
      counts.step(Kind.SERVICE, service(metered)).add(1, usual, answer.cost());
    }
    counts.compared(1, used.estimated() ? 1 : 0);
    counts.day(day(decision), before, used.cost());
    if (answer.offer().equals(baseline.offer().id())) {
      counts.baselineAnswered(decision.timing().tookNanos(), score);
    }
  }

  /** Calls whose answers were given again, of which decisions are needed. */
  public Set<UUID> awaited() {
    return Set.copyOf(hits.keySet());
  }

  /** The decision of a call whose answer was given again. */
  public void origin(Decision decision) {
    Decision.Tried answer = answer(decision);
    Unfit unfit = unfit(decision, answer);
    Map<Hit, Long> given = hits.remove(decision.id());
    if (given == null) {
      return;
    }
    given.forEach(
        (hit, times) -> {
          if (unfit == null) {
            given(hit, times, baseline.cost(Objects.requireNonNull(answer).used()));
          } else {
            counts.leaveOut(unfit.reason(), baseline.currency(), times, 0, unfit.what());
          }
        });
  }

  private void given(Hit hit, long times, long each) {
    long before = Math.multiplyExact(times, each);
    long saved = Math.multiplyExact(times, hit.saved());
    counts.route(hit.route(), hit.strategy()).add(times, before, saved);
    counts.step(hit.kind(), null).add(times, saved, 0);
    counts.compared(times, 0);
    counts.day(hit.day(), before, 0);
  }

  /** The result of all calls so far; hits without their origin are left out from then on. */
  public SavingReport report() {
    for (Map<Hit, Long> gone : hits.values()) {
      long times = gone.values().stream().mapToLong(Long::longValue).sum();
      counts.leaveOut(Reason.ORIGIN_NOT_KEPT, baseline.currency(), times, 0, List.of());
    }
    hits.clear();
    return counts.report(baseline);
  }

  private record Unfit(Reason reason, List<String> what) {}

  // Null when the call can be compared.
  private @Nullable Unfit unfit(Decision decision, Decision.@Nullable Tried answer) {
    Decision.Used used = decision.costs().used();
    CallFacts facts = decision.call().facts();
    List<String> capability = List.of(decision.call().capability());
    if (decision.result().ending() != Decision.Ending.SUCCEEDED) {
      return new Unfit(Reason.NO_ANSWER, capability);
    }
    if (facts == null || answer == null) {
      return new Unfit(Reason.NOT_KEPT, capability);
    }
    if (!baseline.answers(facts, answer.used())) {
      return new Unfit(Reason.UNABLE, capability);
    }
    if (foreign(used.currency(), used.cost())) {
      return new Unfit(Reason.CURRENCY, List.of(used.currency()));
    }
    if (!used.unpriced().isEmpty()) {
      return new Unfit(Reason.UNPRICED, List.of(answer.offer()));
    }
    return unpriced(answer.used(), capability);
  }

  private @Nullable Unfit unpriced(Map<String, Long> metered, List<String> capability) {
    List<String> unknown = baseline.unpriced(metered);
    if (!unknown.isEmpty()) {
      return new Unfit(Reason.UNPRICED_AT_BASELINE, unknown);
    }
    boolean something =
        metered.entrySet().stream()
            .anyMatch(
                one -> one.getValue() > 0 && baseline.offer().prices().containsKey(one.getKey()));
    return something ? null : new Unfit(Reason.UNMETERED, capability);
  }

  static Decision.@Nullable Tried answer(Decision decision) {
    return decision.attempts().stream()
        .filter(one -> one.failure() == null && one.offer().equals(decision.result().offer()))
        .reduce((first, last) -> last)
        .orElse(null);
  }

  // As it was paid, where the offer's price of now does not give just that.
  private long usual(Decision.Tried answer) {
    Offer offer =
        offers
            .computeIfAbsent(answer.offer(), id -> Optional.ofNullable(Baseline.offer(id, config)))
            .orElse(null);
    if (offer == null || service(answer.used()) == null) {
      return answer.cost();
    }
    Map<String, Price> served = offer.tariff().at(answer.used());
    Map<String, Long> metered = Baseline.usual(answer.used());
    return NanoUnits.cost(answer.used(), served) == answer.cost()
        ? NanoUnits.cost(metered, offer.tariff().at(metered))
        : answer.cost();
  }

  static @Nullable String service(Map<String, Long> metered) {
    return metered.keySet().stream()
        .flatMap(unit -> Surcharge.tierOf(unit).stream())
        .findFirst()
        .orElse(null);
  }

  private boolean foreign(String currency, long cost) {
    return cost != 0 && !currency.equals(baseline.currency());
  }

  private void leaveOut(Reason reason, Decision decision, String what) {
    Decision.Used used = decision.costs().used();
    counts.leaveOut(reason, used.currency(), 1, used.cost(), List.of(what));
  }

  private LocalDate day(Decision decision) {
    return LocalDate.ofInstant(decision.timing().began(), zone);
  }

  private static Decision.@Nullable Routed routed(Decision decision) {
    Decision.Planning planning = decision.planning();
    return planning == null ? null : planning.route();
  }
}
