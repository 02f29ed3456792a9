package io.auterity.relay.health;

import java.time.Instant;

/**
 * One entry of a breaker's log.
 *
 * @param admits share of calls that pass from now on, 0 to 100
 */
public record PhaseChange(Instant at, Phase phase, int admits, String reason) {}
