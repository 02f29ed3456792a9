package io.auterity.relay.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The hedging rule of a route: when a hedged request goes to a second provider while the first has
 * not begun to answer. For reads only.
 *
 * @param after since the first was asked; null for the time within which 95 % of its answers begin
 */
public record RouteHedge(@Nullable Duration after) {}
