package io.auterity.relay.counterfactual;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.provider.Attempt;
import io.auterity.platform.provider.Offer;
import io.auterity.relay.counterfactual.Recommendation.Cheaper;
import io.auterity.relay.counterfactual.Recommendation.Failing;
import io.auterity.relay.counterfactual.Recommendation.OfferSeen;
import io.auterity.relay.counterfactual.Recommendation.RepricedCalls;
import io.auterity.relay.counterfactual.Recommendation.Slow;
import io.auterity.relay.counterfactual.Recommendation.Unscored;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.usage.LatencyCounts;
import io.auterity.relay.head.Interval;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Ranked;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds in recorded calls what routes could do better. The same decisions give the same findings,
 * in whatever order they come.
 *
 * <p>Offers are compared within one capability of one route as it is now: calls of an earlier
 * version say nothing of it, so that what was followed is no longer recommended. An offer counts as
 * cheaper for the calls that were planned with it too and that it was not asked for: each is priced
 * there with the tokens of its own answer. Calls in a class of the vendor's service are left out,
 * as are copies, answers out of a cache, and calls that cannot be priced.
 */
public final class Recommendations {

  /** Answers that each offer must have given, and calls that must have been priced. */
  public static final int ENOUGH = 50;

  /** Scored answers that each of two offers must have given before their worth is compared. */
  public static final int ENOUGH_SCORED = 20;

  private static final double MUCH = 2;
  private static final double NOTICED_SHARE = 0.02;
  private static final long NOTICED_NANOS = 100_000_000;
  private static final double MEDIAN = 0.5;

  /** What befalls an attempt whoever is asked. */
  private static final Set<FailureCode> SAYING_NOTHING =
      EnumSet.of(
          FailureCode.INVALID,
          FailureCode.CONFLICT,
          FailureCode.UNSUPPORTED,
          FailureCode.TOO_LARGE,
          FailureCode.CONTEXT_TOO_LONG,
          FailureCode.CANCELLED,
          FailureCode.SATURATED,
          FailureCode.BUDGET_EXHAUSTED,
          FailureCode.NO_VIABLE_PROVIDER);

  // Of equals the order stays in which they are found: by route, capability and offer.
  private static final Comparator<Recommendation> ORDER =
      Comparator.comparingInt(Recommendations::rank)
          .thenComparing(Comparator.comparingLong(Recommendations::saved).reversed());

  private final Config config;
  private final Map<String, Route> routes;
  private final SortedMap<Group, SortedMap<String, Tally>> groups =
      new TreeMap<>(Comparator.comparing(Group::route).thenComparing(Group::capability));
  private final Map<Swap, RepricedCalls> swaps = new HashMap<>();
  private final SortedMap<String, Learned> learned = new TreeMap<>();
  private final Map<String, Optional<Baseline>> offers = new HashMap<>();

  /**
   * @param config routes, offers and their prices of now
   */
  public Recommendations(Config config) {
    this.config = config;
    this.routes =
        config.routes().routes().stream()
            .collect(Collectors.toUnmodifiableMap(Route::id, Function.identity()));
  }

  private record Group(String route, String capability) {}

  private record Swap(Group group, String offer, String other) {}

  private record Learned(long calls, long scored) {}

  private static final class Tally {
    private final LatencyCounts took = new LatencyCounts();
    private final SavingCounts.Worth worth = new SavingCounts.Worth();
    private long answers;
    private long failed;

    void tried(Decision.Tried one) {
      if (one.failure() == null) {
        answers++;
        took.add(one.tookNanos());
      } else if (!one.injected() && saysSomething(one.failure())) {
        failed++;
      }
    }

    OfferSeen seen(String offer) {
      return new OfferSeen(offer, answers, failed, took.quantile(MEDIAN), worth.scores());
    }
  }

  private static boolean saysSomething(Failure failure) {
    return !SAYING_NOTHING.contains(failure.code()) && PlatformCause.of(failure) == null;
  }

  /**
   * One call.
   *
   * @param score what its answer was worth, from 0 to 1; null where nobody said
   */
  public void add(Decision decision, @Nullable Double score) {
    Decision.Planning planning = decision.planning();
    Route route = planning == null ? null : route(planning);
    if (planning == null
        || route == null
        || decision.call().shadows() != null
        || decision.cached() != null) {
      return;
    }
    Group group = new Group(route.id(), decision.call().capability());
    decision.attempts().forEach(one -> tally(group, one.offer()).tried(one));
    Decision.Tried answer = Saving.answer(decision);
    if (answer != null && decision.result().ending() == Decision.Ending.SUCCEEDED) {
      tally(group, answer.offer()).worth.add(score);
      learned(route, score);
      reprice(group, decision, planning, answer);
    }
  }

  private @Nullable Route route(Decision.Planning planning) {
    Decision.Routed taken = planning.route();
    Route route = taken == null ? null : routes.get(taken.id());
    return taken != null && route != null && route.version() == taken.version() ? route : null;
  }

  private Tally tally(Group group, String offer) {
    return groups
        .computeIfAbsent(group, of -> new TreeMap<>())
        .computeIfAbsent(offer, of -> new Tally());
  }

  // Of judged copies a route learns without anybody's score.
  private void learned(Route route, @Nullable Double score) {
    RouteLearning learning = route.learning();
    if (learning != null && learning.judged() == null) {
      learned.merge(
          route.id(),
          new Learned(1, score == null ? 0 : 1),
          (one, more) -> new Learned(one.calls() + 1, one.scored() + more.scored()));
    }
  }

  private void reprice(
      Group group, Decision decision, Decision.Planning planning, Decision.Tried answer) {
    Decision.Used paid = decision.costs().used();
    Map<String, Long> used = answer.used();
    if (!paid.unpriced().isEmpty() || Saving.service(used) != null || !metered(used)) {
      return;
    }
    Set<String> asked =
        decision.attempts().stream().map(Decision.Tried::offer).collect(Collectors.toSet());
    planning.ranked().stream()
        .filter(one -> one.eligibility() == Ranked.Eligibility.PLANNED)
        .map(Ranked::offer)
        .filter(other -> !asked.contains(other))
        .forEach(other -> reprice(new Swap(group, answer.offer(), other), answer, paid.currency()));
  }

  private void reprice(Swap swap, Decision.Tried answer, String currency) {
    Baseline other = priced(swap.other());
    if (other != null
        && other.currency().equals(currency)
        && other.unpriced(answer.used()).isEmpty()) {
      RepricedCalls known =
          swaps.getOrDefault(swap, new RepricedCalls(currency, 0, 0, 0, 0, other.priceLists()));
      swaps.put(swap, known.plus(answer.cost(), other.cost(answer.used()), answer.estimated()));
    }
  }

  private static boolean metered(Map<String, Long> used) {
    return used.entrySet().stream()
        .anyMatch(one -> one.getValue() > 0 && !one.getKey().equals(Attempt.CALLS));
  }

  private @Nullable Baseline priced(String offer) {
    return offers
        .computeIfAbsent(
            offer,
            id ->
                Optional.ofNullable(Baseline.offer(id, config))
                    .filter(known -> !known.prices().isEmpty())
                    .map(
                        known ->
                            new Baseline(
                                known, known.prices().values().iterator().next().currency())))
        .orElse(null);
  }

  /** What was found, what saves most first. */
  public List<Recommendation> found() {
    List<Recommendation> found = new ArrayList<>();
    groups.forEach(
        (group, tallies) -> {
          List<OfferSeen> all =
              tallies.entrySet().stream()
                  .map(one -> one.getValue().seen(one.getKey()))
                  .filter(one -> stands(one.offer()))
                  .toList();
          for (OfferSeen one : all) {
            List<OfferSeen> others = all.stream().filter(other -> !other.equals(one)).toList();
            add(found, cheaper(group, one, others));
            add(found, failing(group, one, others));
            add(found, slow(group, one, others));
          }
        });
    learned.forEach((route, known) -> add(found, unscored(route, known)));
    found.sort(ORDER);
    return found;
  }

  private static void add(List<Recommendation> found, @Nullable Recommendation one) {
    if (one != null) {
      found.add(one);
    }
  }

  private boolean stands(String offer) {
    return config.providers().stream()
        .anyMatch(provider -> provider.id().equals(Offer.providerOf(offer)));
  }

  private @Nullable Cheaper cheaper(Group group, OfferSeen one, List<OfferSeen> others) {
    return others.stream()
        .filter(other -> asGood(other, one))
        .map(other -> repriced(group, one, other))
        .flatMap(Optional::stream)
        .min(
            Comparator.comparingLong((Cheaper each) -> -each.calls().saved())
                .thenComparing(each -> each.other().offer()))
        .orElse(null);
  }

  private Optional<Cheaper> repriced(Group group, OfferSeen one, OfferSeen other) {
    return Optional.ofNullable(swaps.get(new Swap(group, one.offer(), other.offer())))
        .filter(calls -> calls.calls() >= ENOUGH && calls.saved() > 0)
        .map(calls -> new Cheaper(group.route(), group.capability(), one, other, calls));
  }

  private static boolean asGood(OfferSeen other, OfferSeen one) {
    SavingReport.ScoredAnswers its = other.scores();
    SavingReport.ScoredAnswers ours = one.scores();
    return other.answers() >= ENOUGH
        && one.answers() >= ENOUGH
        && its != null
        && ours != null
        && its.calls() >= ENOUGH_SCORED
        && ours.calls() >= ENOUGH_SCORED
        && its.mean() >= ours.mean()
        && other.share() >= one.share();
  }

  private static @Nullable Failing failing(Group group, OfferSeen one, List<OfferSeen> others) {
    long attempts = others.stream().mapToLong(OfferSeen::attempts).sum();
    if (one.attempts() < ENOUGH || attempts < ENOUGH) {
      return null;
    }
    long failed = others.stream().mapToLong(OfferSeen::failed).sum();
    double own = (double) one.failed() / one.attempts();
    double theirs = (double) failed / attempts;
    boolean beyondChance =
        Interval.of(one.failed(), one.attempts()).low() > Interval.of(failed, attempts).high();
    return beyondChance && own >= MUCH * theirs && own - theirs >= NOTICED_SHARE
        ? new Failing(group.route(), group.capability(), one, others)
        : null;
  }

  private static @Nullable Slow slow(Group group, OfferSeen one, List<OfferSeen> others) {
    String model = Offer.modelOf(one.offer());
    return others.stream()
        .filter(other -> model != null && model.equals(Offer.modelOf(other.offer())))
        .filter(other -> muchFaster(other, one))
        .min(Comparator.comparingLong(OfferSeen::p50).thenComparing(OfferSeen::offer))
        .map(other -> new Slow(group.route(), group.capability(), one, other))
        .orElse(null);
  }

  private static boolean muchFaster(OfferSeen other, OfferSeen one) {
    return other.answers() >= ENOUGH
        && one.answers() >= ENOUGH
        && one.p50() >= MUCH * other.p50()
        && one.p50() - other.p50() >= NOTICED_NANOS;
  }

  private @Nullable Unscored unscored(String route, Learned known) {
    RouteLearning learning = Objects.requireNonNull(routes.get(route)).learning();
    return learning != null && known.scored() == 0 && known.calls() >= ENOUGH
        ? new Unscored(route, known.calls(), learning.calls())
        : null;
  }

  private static int rank(Recommendation one) {
    return switch (one) {
      case Cheaper cheaper -> 0;
      case Failing failing -> 1;
      case Slow slow -> 2;
      case Unscored unscored -> 3;
    };
  }

  private static long saved(Recommendation one) {
    return one instanceof Cheaper cheaper ? cheaper.calls().saved() : 0;
  }
}
