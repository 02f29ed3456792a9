package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Smooth weighted round robin as nginx does it: each offer gains its weight with every call, and
 * the one that is asked loses the weights of all that took part. Of 5:1:1 comes a a b a c a a.
 */
final class SmoothRoundRobin {

  private final Map<TenantScope, Map<String, State>> tenants = new ConcurrentHashMap<>();

  /** What each offer has gained and not spent; confined to its own lock. */
  private static final class State {
    private final int version;
    private final Map<String, Long> gained = new HashMap<>();

    private State(int version) {
      this.version = version;
    }

    private synchronized Map<String, Double> of(List<Candidate> candidates) {
      Map<String, Double> now = HashMap.newHashMap(candidates.size());
      candidates.forEach(one -> now.put(one.id(), (double) gained.getOrDefault(one.id(), 0L)));
      return now;
    }

    private synchronized void taken(Route route, List<Candidate> part, String by) {
      long all = 0;
      for (Candidate one : part) {
        int weight = route.weight(one.offer());
        all += weight;
        gained.merge(one.id(), (long) weight, Long::sum);
      }
      long spent = all;
      gained.computeIfPresent(by, (offer, before) -> before - spent);
    }
  }

  Map<String, Double> of(TenantScope scope, Route route, List<Candidate> candidates) {
    return state(scope, route).of(candidates);
  }

  void taken(TenantScope scope, Route route, List<Candidate> part, RankedCandidate first) {
    if (!first.fallback()) {
      state(scope, route).taken(route, part, first.offer());
    }
  }

  // A route that is applied anew begins anew.
  private State state(TenantScope scope, Route route) {
    return tenants
        .computeIfAbsent(scope, tenant -> new ConcurrentHashMap<>())
        .compute(
            route.id(),
            (id, known) ->
                known != null && known.version == route.version()
                    ? known
                    : new State(route.version()));
  }
}
