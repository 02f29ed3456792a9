package io.auterity.relay.decision.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one capability that were answered.
 *
 * @param from when the first of them began
 * @param to begins what is no longer asked for
 * @param worth the least mean of what callers scored the answer with; null asks for no score
 */
public record AnsweredCalls(String capability, Instant from, Instant to, @Nullable Double worth) {}
