package io.auterity.server.decisions;

import io.auterity.ledger.BudgetHold.Closed;
import io.auterity.ledger.NanoUnits;
import io.auterity.ledger.price.Pricing;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.noun.WireTime;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Tariff;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Decision.AttemptHold;
import io.auterity.relay.decision.Decision.Planning;
import io.auterity.relay.decision.Decision.Tried;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.Demand;
import io.auterity.server.decisions.DecisionDetail.Asked;
import io.auterity.server.decisions.DecisionDetail.Attempt;
import io.auterity.server.decisions.DecisionDetail.BreakerSeen;
import io.auterity.server.decisions.DecisionDetail.Cached;
import io.auterity.server.decisions.DecisionDetail.Candidate;
import io.auterity.server.decisions.DecisionDetail.Ended;
import io.auterity.server.decisions.DecisionDetail.Excluded;
import io.auterity.server.decisions.DecisionDetail.Hold;
import io.auterity.server.decisions.DecisionDetail.LearnedPick;
import io.auterity.server.decisions.DecisionDetail.RouteTaken;
import io.auterity.server.decisions.DecisionDetail.Totals;
import io.auterity.server.decisions.DecisionDetail.Used;
import io.auterity.server.web.errors.FailureView;
import io.auterity.server.web.json.Money;
import io.auterity.server.web.json.UnitPrice;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a stored decision into what people read. */
final class Explanation {

  private static final double NANOS_PER_MICRO = 1_000;

  private final Decision decision;
  private final Map<String, ProviderInfo> providers;
  private final Pricing pricing;

  /**
   * An explanation of one decision.
   *
   * @param config by which it was made; null when it was never planned
   */
  Explanation(Decision decision, @Nullable Config config) {
    this.decision = decision;
    this.providers =
        config == null
            ? Map.of()
            : config.providers().stream()
                .collect(Collectors.toMap(ProviderInfo::id, Function.identity()));
    this.pricing = config == null ? Pricing.NONE : config.pricing();
  }

  DecisionDetail detail() {
    Decision.Call call = decision.call();
    Invocation.Parent parent = call.parent();
    Decision.Result result = decision.result();
    Failure failure = result.failure();
    Planning planning = decision.planning();
    return new DecisionDetail(
        Decision.ID.write(decision.id()),
        call.capability(),
        result.ending(),
        failure == null ? null : failure.code().wire(),
        FailureView.orNull(failure),
        result.provider(),
        result.offer(),
        decision.marks(),
        decision.failover(),
        decision.injected(),
        decision.timing().began(),
        WireTime.millis(decision.timing().tookNanos()),
        cost(decision.costs().used()),
        parent == null ? null : Invocation.RUN_ID.write(parent.run()),
        call.step(),
        parent == null ? null : parent.round(),
        call.door(),
        call.principal().name(),
        DecisionSummary.road(decision.stages()),
        call.facts() == null ? null : call.facts().effect(),
        call.labels(),
        decision.timing().timeoutMillis(),
        remaining(),
        planning == null ? 0 : planning.ticket(),
        DecisionSentences.of(decision),
        totals(),
        DecisionDetail.stages(decision.stages()),
        planning == null ? null : route(planning.route(), planning.sight()),
        asked(call.facts()),
        planning == null ? List.of() : candidates(planning),
        planning == null ? List.of() : excluded(planning),
        decision.attempts().stream().map(this::attempt).toList(),
        decision.costs().holds().stream().map(Explanation::hold).toList(),
        used(),
        result.lost(),
        capture(planning),
        note(),
        call.trace(),
        call.shadows() == null ? null : Decision.ID.write(call.shadows()),
        cached(decision.cached()));
  }

  private static @Nullable Cached cached(@Nullable CacheHit hit) {
    return hit == null
        ? null
        : new Cached(
            Decision.ID.write(hit.decision()),
            hit.similar(),
            hit.similarity() == null ? null : Math.round(hit.similarity() * 1e3) / 1e3,
            hit.ageMillis(),
            Money.ofNanos(hit.saved(), hit.currency()));
  }

  private double remaining() {
    long left =
        Duration.ofMillis(decision.timing().timeoutMillis()).toNanos()
            - decision.timing().tookNanos();
    return WireTime.millis(Math.max(0, left));
  }

  private Totals totals() {
    long atProviders = atProviders();
    double road =
        decision.stages().stream()
            .map(StageMark::micros)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sum();
    return new Totals(
        WireTime.millis(decision.timing().tookNanos()),
        WireTime.millis(atProviders),
        WireTime.tenths(Math.max(0, road - atProviders / NANOS_PER_MICRO)));
  }

  // Time in which at least one attempt was under way; two may have been at once.
  private long atProviders() {
    long sum = 0;
    long until = Long.MIN_VALUE;
    for (Tried tried :
        decision.attempts().stream()
            .sorted(Comparator.comparingLong(Tried::startedNanos))
            .toList()) {
      long end = tried.startedNanos() + tried.tookNanos();
      sum += Math.max(0, end - Math.max(until, tried.startedNanos()));
      until = Math.max(until, end);
    }
    return sum;
  }

  private static @Nullable RouteTaken route(Decision.@Nullable Routed route, Sight sight) {
    return route == null
        ? null
        : new RouteTaken(
            route.id(),
            route.version(),
            route.matched(),
            route.strategy(),
            route.priority(),
            learned(sight));
  }

  private static @Nullable LearnedPick learned(Sight sight) {
    LearnedChoice choice = sight.learned();
    return choice == null
        ? null
        : new LearnedPick(
            choice.version(),
            choice.offers(),
            choice.ofRules(),
            choice.preferred(),
            choice.chosen(),
            choice.propensity(),
            sight.leanings(),
            choice.why());
  }

  private static @Nullable Asked asked(@Nullable CallFacts facts) {
    Demand demand = facts == null ? null : facts.demand();
    return facts == null || demand == null
        ? null
        : new Asked(facts.model(), demand.input(), demand.output(), demand.abilities());
  }

  private List<Candidate> candidates(Planning planning) {
    List<Candidate> candidates = new ArrayList<>();
    for (RankedCandidate rankedCandidate : planning.ranked()) {
      Snapshot seen = planning.sight().seen().get(rankedCandidate.offer());
      if (seen != null) {
        candidates.add(candidate(candidates.size() + 1, rankedCandidate, seen, planning));
      }
    }
    return candidates;
  }

  private Candidate candidate(
      int rank, RankedCandidate rankedCandidate, Snapshot seen, Planning planning) {
    return new Candidate(
        rank,
        Offer.providerOf(rankedCandidate.offer()),
        rankedCandidate.offer(),
        marks(Offer.providerOf(rankedCandidate.offer())),
        Math.round(rankedCandidate.score() * 1000) / 1000.0,
        seen.inFlight(),
        seen.latency() < 0 ? null : WireTime.millis(seen.latency()),
        new BreakerSeen(seen.breaker(), seen.failed(), seen.of(), seen.admits()),
        DecisionSentences.why(rankedCandidate, seen, planning, decision.attempts()));
  }

  private List<String> marks(String provider) {
    ProviderInfo info = providers.get(provider);
    return info == null ? List.of() : info.marks();
  }

  private static List<Excluded> excluded(Planning planning) {
    return planning.exclusions().stream()
        .map(one -> new Excluded(one.reason().wire(), one.offers(), one.detail()))
        .toList();
  }

  private Attempt attempt(Tried tried) {
    return new Attempt(
        tried.number(),
        tried.provider(),
        tried.offer(),
        tried.marks(),
        WireTime.millis(tried.startedNanos()),
        WireTime.millis(tried.tookNanos()),
        ended(tried),
        FailureView.orNull(tried.failure()),
        tried.injected(),
        tried.repeat(),
        resumed(tried),
        hedged(tried),
        tried.used(),
        prices(tried),
        Money.ofNanos(tried.cost(), decision.costs().used().currency()),
        tried.estimated(),
        tried.firstNanos() == null ? null : WireTime.millis(tried.firstNanos()));
  }

  private boolean resumed(Tried tried) {
    return decision.course().notes().stream()
        .anyMatch(
            note -> note.kind() == AttemptHistory.Kind.CUT && note.attempt() < tried.number());
  }

  // Attempts follow each other, unless a route hedges: only then are two under way.
  private boolean hedged(Tried tried) {
    return decision.attempts().stream()
        .anyMatch(other -> other.number() != tried.number() && beside(tried, other));
  }

  private static boolean beside(Tried one, Tried other) {
    return one.startedNanos() < other.startedNanos() + other.tookNanos()
        && other.startedNanos() < one.startedNanos() + one.tookNanos();
  }

  private List<UnitPrice> prices(Tried tried) {
    Map<String, Price> all = tariff(tried.offer()).at(tried.used());
    List<UnitPrice> prices = new ArrayList<>();
    for (String unit : new TreeSet<>(tried.used().keySet())) {
      Price price = NanoUnits.priceOf(unit, all);
      if (price != null) {
        prices.add(UnitPrice.of(unit, price));
      }
    }
    return prices;
  }

  private Tariff tariff(String offer) {
    ProviderInfo provider = providers.get(Offer.providerOf(offer));
    String model = Offer.modelOf(offer);
    return provider == null
        ? Tariff.NONE
        : pricing
            .priced(Offer.of(provider, model == null ? null : provider.offering().find(model)))
            .tariff();
  }

  private static Ended ended(Tried tried) {
    if (tried.failure() == null) {
      return Ended.OK;
    }
    return tried.failure().code() == FailureCode.CANCELLED ? Ended.CANCELLED : Ended.FAILED;
  }

  private static Hold hold(AttemptHold hold) {
    Closed part = hold.part();
    return new Hold(
        hold.attempt(),
        hold.provider(),
        part.unit(),
        NanoUnits.text(part.held(), part.unit()),
        NanoUnits.text(part.settled(), part.unit()),
        NanoUnits.text(part.returned(), part.unit()),
        NanoUnits.text(part.left(), part.unit()),
        NanoUnits.text(part.cap(), part.unit()),
        part.period().wire(),
        part.limit(),
        part.scope());
  }

  private Used used() {
    Decision.Used usage = decision.costs().used();
    return new Used(
        usage.quantities(), cost(usage), usage.priceLists(), usage.unpriced(), usage.estimated());
  }

  private static Money cost(Decision.Used usage) {
    return Money.ofNanos(usage.cost(), usage.currency());
  }

  private static Capture capture(@Nullable Planning planning) {
    return planning == null || planning.route() == null ? Capture.NONE : planning.route().capture();
  }

  private @Nullable String note() {
    return decision.marks().contains("recorded")
        ? "This answer was recorded earlier from a real model; nothing was sent out."
        : null;
  }
}
