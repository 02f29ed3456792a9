package io.auterity.relay.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a second provider is asked while the first has not begun to answer; for reads only.
 *
 * @param after since the first was asked; null for the time within which 95 % of its answers begin
 */
public record RouteHedge(@Nullable Duration after) {}
