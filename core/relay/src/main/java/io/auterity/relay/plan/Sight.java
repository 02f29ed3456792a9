package io.auterity.relay.plan;

import io.auterity.relay.health.Snapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was seen of the candidates between the halves of planning.
 *
 * @param seen by provider
 * @param turn how many calls the route has had before, for those that answer in turn
 */
public record Sight(Map<String, Snapshot> seen, long turn) {
  public Sight {
    seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }

  Snapshot of(String provider) {
    Snapshot state = seen.get(provider);
    if (state == null) {
      throw new IllegalArgumentException("not looked at: " + provider);
    }
    return state;
  }
}
