package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteAffinity;
import io.auterity.relay.route.Strategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The weights that strategies give to offers by what they know besides what is seen: from earlier
 * calls, or from the call itself. Each says how far it prefers each offer; decisions keep that, so
 * that the order can be made again.
 */
public final class StrategyWeights {

  private static final int HASH = 4;

  private final SmoothRoundRobin turns = new SmoothRoundRobin();
  private final PromptPrefixAffinity prefixes = new PromptPrefixAffinity();

  /**
   * How far the route's strategy prefers each candidate; nothing where it does not.
   *
   * @param call by whose id it is spread where it has no conversation
   * @param prefix digests of the beginnings of the call's conversation, the longest last
   */
  public Map<String, Double> of(
      TenantScope scope, Shortlist shortlist, CallFacts facts, UUID call, Supplier<long[]> prefix) {
    Route route = shortlist.route();
    return switch (route == null ? Strategy.PRIORITY : route.strategy()) {
      case SMOOTH_WEIGHTED -> turns.of(scope, there(route), shortlist.candidates());
      case HASH -> hashed(there(route), shortlist.candidates(), facts);
      case AFFINITY -> prefixes.of(scope, shortlist.candidates(), call, prefix.get());
      case PRIORITY,
          WEIGHTED,
          ROUND_ROBIN,
          LEAST_CONNECTIONS,
          CHEAPEST,
          FASTEST,
          LEAST_LATENCY,
          CONFIDENT,
          LEARNED ->
          Map.of();
    };
  }

  /** Learns who is asked first. */
  public void planned(
      TenantScope scope, Shortlist shortlist, Sight sight, Plan plan, Supplier<long[]> prefix) {
    Route route = shortlist.route();
    List<RankedCandidate> planned = route == null ? List.of() : plan.planned();
    if (route == null || planned.isEmpty()) {
      return;
    }
    if (route.strategy() == Strategy.SMOOTH_WEIGHTED) {
      turns.taken(scope, route, takingPart(route, shortlist, sight, planned), planned.getFirst());
    } else if (route.strategy() == Strategy.AFFINITY) {
      prefixes.asked(scope, prefix.get(), planned.getFirst().offer());
    }
  }

  // Those among whom the turns alone decided: an offer that is left out gains nothing to spend
  // later.
  private static List<Candidate> takingPart(
      Route route, Shortlist shortlist, Sight sight, List<RankedCandidate> planned) {
    Set<String> asked = planned.stream().map(RankedCandidate::offer).collect(Collectors.toSet());
    List<Candidate> candidates =
        shortlist.candidates().stream()
            .filter(one -> !one.fallback() && asked.contains(one.id()))
            .toList();
    String first = planned.getFirst().offer();
    return candidates.stream()
        .filter(one -> one.id().equals(first))
        .findFirst()
        .map(one -> candidates.stream().filter(other -> like(route, sight, one, other)).toList())
        .orElse(List.of());
  }

  private static boolean like(Route route, Sight sight, Candidate one, Candidate other) {
    return sight.of(one.id()).falling() == sight.of(other.id()).falling()
        && route.isNew(one.offer()) == route.isNew(other.offer());
  }

  // Rendezvous hashing (Thaler and Ravishankar, 1996): an offer that goes or comes moves its own
  // share.
  private static Map<String, Double> hashed(
      Route route, List<Candidate> candidates, CallFacts facts) {
    RouteAffinity by = route.hash();
    String label = by == null ? null : by.label();
    String value = label == null ? null : facts.labels().get(label);
    long seed = TicketRandom.mixed(wide(value == null ? facts.principal() : value));
    Map<String, Double> leanings = HashMap.newHashMap(candidates.size());
    for (Candidate one : candidates) {
      double share = TicketRandom.share(seed, one.id(), HASH);
      leanings.put(one.id(), Math.pow(share, 1.0 / route.weight(one.offer())));
    }
    return leanings;
  }

  // A text's own hash has too few bits for many callers.
  private static long wide(String text) {
    long wide = 0;
    for (int i = 0; i < text.length(); i++) {
      wide = 1099511628211L * (wide ^ text.charAt(i));
    }
    return wide;
  }

  private static Route there(@Nullable Route route) {
    if (route == null) {
      throw new IllegalArgumentException("no route");
    }
    return route;
  }
}
