package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.health.AllVitals;
import io.auterity.relay.health.Snapshot;
import io.auterity.relay.health.Vitals;
import java.util.HashMap;
import java.util.Map;

/**
 * What was seen of the candidates between the halves of planning.
 *
 * @param seen by offer
 * @param turn how many calls the route has had before, for those that answer in turn
 */
public record Sight(Map<String, Snapshot> seen, long turn) {
  public Sight {
    seen = Map.copyOf(seen);
  }

  /** Looks at all candidates now. */
  public static Sight of(TenantScope scope, Shortlist shortlist, AllVitals vitals, long turn) {
    Map<String, Snapshot> seen = HashMap.newHashMap(shortlist.candidates().size());
    for (Candidate candidate : shortlist.candidates()) {
      Vitals state = vitals.of(scope, candidate.provider().id());
      seen.put(candidate.id(), state.snapshot(candidate.provider().slots(), candidate.id()));
    }
    return new Sight(seen, turn);
  }

  Snapshot of(String offer) {
    Snapshot state = seen.get(offer);
    if (state == null) {
      throw new IllegalArgumentException("not looked at: " + offer);
    }
    return state;
  }
}
