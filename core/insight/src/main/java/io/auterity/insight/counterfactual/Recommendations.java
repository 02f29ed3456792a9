package io.auterity.insight.counterfactual;

import io.auterity.insight.counterfactual.Recommendation.Cheaper;
import io.auterity.insight.counterfactual.Recommendation.Failing;
import io.auterity.insight.counterfactual.Recommendation.OfferSeen;
import io.auterity.insight.counterfactual.Recommendation.Slow;
import io.auterity.insight.counterfactual.Recommendation.Unscored;
import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * there with the tokens of its own answer. Attempts in a class of the vendor's service are left
 * out, as are copies and answers out of a cache.
 */
public final class Recommendations {

  /** Answers that each offer must have given, and calls that must have been priced. */
  public static final int ENOUGH = 50;

  /** Scored answers that each of two offers must have given before their worth is compared. */
  public static final int ENOUGH_SCORED = 20;

  // Of equals the order stays in which they are found: by route, capability and offer.
  private static final Comparator<Recommendation> ORDER =
      Comparator.comparingInt(Recommendations::rank)
          .thenComparing(Comparator.comparingLong(Recommendations::saved).reversed());

  private final Config config;
  private final Map<String, Route> routes;
  private final SortedMap<Group, SortedMap<String, OfferTally>> groups =
      new TreeMap<>(Comparator.comparing(Group::route).thenComparing(Group::capability));
  private final CheaperOffers cheaper;
  private final SortedMap<String, Learned> learned = new TreeMap<>();
  private final Map<String, Instant> since = new HashMap<>();

  /**
   * @param config routes, offers and their prices of now
   */
  public Recommendations(Config config) {
    this.config = config;
    this.cheaper = new CheaperOffers(config);
    this.routes =
        config.routes().routes().stream()
            .collect(Collectors.toUnmodifiableMap(Route::id, Function.identity()));
  }

  private record Group(String route, String capability) {}

  private record Learned(long calls, long scored) {}

  /**
   * One call.
   *
   * @param score what its answer was worth, from 0 to 1; null where it was not scored
   */
  public void add(Decision decision, @Nullable Double score) {
    Decision.Planning planning = decision.planning();
    Route route = planning == null ? null : route(planning);
    if (planning == null
        || route == null
        || decision.call().shadows() != null
        || decision.rehearsal() != null
        || decision.cached() != null) {
      return;
    }
    since.merge(route.id(), decision.timing().began(), Recommendations::earlier);
    Group group = new Group(route.id(), decision.call().capability());
    decision.attempts().forEach(one -> tally(group, one.offer()).tried(decision, one));
    Decision.Tried answer = Saving.answer(decision);
    if (answer != null && decision.result().ending() == Decision.Ending.SUCCEEDED) {
      tally(group, answer.offer()).given(answer, score);
      learned(route, score);
      if (CheaperOffers.compares(route.strategy())) {
        cheaper.add(route.id(), decision, planning.ranked(), answer);
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private @Nullable Route route(Decision.Planning planning) {
    Decision.Routed taken = planning.route();
    Route route = taken == null ? null : routes.get(taken.id());
    return taken != null && route != null && route.version() == taken.version() ? route : null;
  }

  private OfferTally tally(Group group, String offer) {
    return groups
        .computeIfAbsent(group, of -> new TreeMap<>())
        .computeIfAbsent(offer, of -> new OfferTally());
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

  /**
   * What was found, what saves most first.
   *
   * @param to until when calls were looked at
   */
  public List<Recommendation> found(Instant to) {
    List<Recommendation> found = new ArrayList<>();
    groups.forEach(
        (group, tallies) -> {
          List<OfferSeen> all =
              tallies.entrySet().stream()
                  .map(one -> one.getValue().seen(one.getKey()))
                  .filter(one -> stands(one.offer()))
                  .toList();
          all.forEach(one -> find(found, group, one, all, to));
        });
    learned.forEach((route, known) -> add(found, unscored(route, known)));
    found.sort(ORDER);
    return found;
  }

  private void find(
      List<Recommendation> found, Group group, OfferSeen one, List<OfferSeen> all, Instant to) {
    String route = group.route();
    String capability = group.capability();
    Instant first = Objects.requireNonNull(since.get(route));
    List<OfferSeen> others = all.stream().filter(other -> !other.equals(one)).toList();
    add(found, cheaper.cheaper(route, capability, one, others, first, to));
    add(found, Shortfall.failing(route, capability, one, others));
    add(found, Shortfall.slow(route, capability, one, others));
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
