package io.auterity.relay.decision;

import io.auterity.spi.Failure;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A decision in one line. */
public record Summary(
    UUID id,
    String capability,
    Decision.Ending outcome,
    @Nullable String code,
    @Nullable String provider,
    int attempts,
    boolean failover,
    boolean injected,
    Instant began,
    long tookMicros,
    long cost,
    String currency,
    @Nullable UUID run,
    @Nullable String step,
    int round) {

  public static Summary of(Decision decision) {
    Failure failure = decision.result().failure();
    return new Summary(
        decision.id(),
        decision.call().capability(),
        decision.result().ending(),
        failure == null ? null : failure.code().wire(),
        decision.result().provider(),
        decision.attempts().size(),
        decision.failover(),
        decision.injected(),
        decision.timing().began(),
        decision.timing().tookNanos() / 1_000,
        decision.costs().used().cost(),
        decision.costs().used().currency(),
        decision.call().run(),
        decision.call().step(),
        decision.call().round());
  }
}
