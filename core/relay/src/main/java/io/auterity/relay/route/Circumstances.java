package io.auterity.relay.route;

import java.time.Instant;
import java.util.Map;

/**
 * The circumstances of a call while it is planned, as they were seen then: the time, and the
 * budgets' use. Decisions keep them, so that the route can be found again.
 *
 * @param at when it was planned
 * @param spent of the budgets that routes ask about, settled and held together in thousandths of
 *     the cap, as far as this process knows
 */
public record Circumstances(Instant at, Map<String, Long> spent) {
  public Circumstances {
    spent = Map.copyOf(spent);
  }
}
