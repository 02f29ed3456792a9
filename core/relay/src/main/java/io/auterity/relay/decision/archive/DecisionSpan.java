package io.auterity.relay.decision.archive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of calls that began in a time.
 *
 * @param to begins what is no longer asked for
 * @param after the last of what was read before; null at the beginning
 * @param most how many at most; null for all
 */
public record DecisionSpan(
    Instant from, Instant to, @Nullable UUID after, @Nullable Integer most) {}
