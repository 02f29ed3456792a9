package io.auterity.relay.decision.log;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.ReducedDecision;
import io.auterity.relay.decision.Summary;
import io.auterity.relay.decision.WriteInfo;
import io.auterity.relay.decision.format.DecisionFormat;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A decision as it will be stored: what stands in columns, and all of it packed. It is small beside
 * what it was made from, which may then be forgotten.
 *
 * @param attempts the attempts of a run's call; empty otherwise
 * @param body as {@link DecisionFormat} writes it
 * @param bare whether its details are left out
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
public record DecisionRow(
    UUID tenant, Summary summary, List<AttemptRow> attempts, byte[] body, boolean bare) {

  public DecisionRow {
    attempts = List.copyOf(attempts);
  }

  /** One attempt of a run's call. */
  public record AttemptRow(
      int number,
      String provider,
      boolean failed,
      boolean injected,
      Instant began,
      long tookMicros) {

    private static AttemptRow of(Decision decision, Decision.Tried one) {
      return new AttemptRow(
          one.number(),
          one.provider(),
          one.failure() != null,
          one.injected(),
          decision.timing().began().plusNanos(one.startedNanos()),
          one.tookNanos() / 1_000);
    }
  }

  static DecisionRow of(Decision decision) {
    return of(decision, false);
  }

  /** Without what may be wrong with it. */
  static DecisionRow bare(Decision decision) {
    return of(ReducedDecision.of(decision), true);
  }

  private static DecisionRow of(Decision decision, boolean bare) {
    List<AttemptRow> attempts =
        decision.call().parent() == null
            ? List.of()
            : decision.attempts().stream().map(one -> AttemptRow.of(decision, one)).toList();
    return new DecisionRow(
        decision.call().tenant(),
        Summary.of(decision),
        attempts,
        DecisionFormat.write(decision),
        bare);
  }

  /** The same without what may be wrong with it. */
  DecisionRow stripped() {
    return bare(DecisionFormat.read(body));
  }

  /** The whole of it, once it is written that way. */
  public Decision decision(WriteInfo how) {
    return how.on(DecisionFormat.read(body));
  }
}
