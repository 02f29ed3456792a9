package io.auterity.relay.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider did in one span of its history.
 *
 * @param at when the span began
 * @param p50 median of the attempts that succeeded, in nanoseconds; null when none did
 */
public record Bin(Instant at, int ok, int failed, @Nullable Long p50) {}
