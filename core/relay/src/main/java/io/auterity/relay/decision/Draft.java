package io.auterity.relay.decision;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A decision as it will be stored: what stands in columns, and all of it as JSON. It is small
 * beside what it was made from, which may then be forgotten.
 *
 * @param tries the attempts of a run's call; empty otherwise
 * @param body as {@link DecisionFormat} writes it
 * @param bare whether its details are left out
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
public record Draft(UUID tenant, Summary summary, List<Try> tries, byte[] body, boolean bare) {

  public Draft {
    tries = List.copyOf(tries);
  }

  /** One attempt of a run's call. */
  public record Try(
      int number,
      String provider,
      boolean failed,
      boolean injected,
      Instant began,
      long tookMicros) {

    private static Try of(Decision decision, Decision.Tried one) {
      return new Try(
          one.number(),
          one.provider(),
          one.failure() != null,
          one.injected(),
          decision.began().plusNanos(one.startedNanos()),
          one.tookNanos() / 1_000);
    }
  }

  static Draft of(Decision decision) {
    return of(decision, false);
  }

  /** Without what may be wrong with it. */
  static Draft bare(Decision decision) {
    return of(decision.bare(), true);
  }

  private static Draft of(Decision decision, boolean bare) {
    List<Try> tries =
        decision.run() == null
            ? List.of()
            : decision.attempts().stream().map(one -> Try.of(decision, one)).toList();
    return new Draft(
        decision.tenant(), Summary.of(decision), tries, DecisionFormat.write(decision), bare);
  }

  /** The same without what may be wrong with it. */
  Draft stripped() {
    return bare(DecisionFormat.read(body));
  }

  /** The whole of it, once it is written that way. */
  public Decision decision(Written how) {
    return how.on(DecisionFormat.read(body));
  }
}
