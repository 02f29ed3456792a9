package io.auterity.relay.decision;

import io.auterity.spi.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision in one line.
 *
 * @param marks honest labels of who answered
 * @param road what each stage did, in the road's order
 */
public record Summary(
    UUID id,
    String capability,
    Decision.Ending outcome,
    @Nullable String code,
    @Nullable String provider,
    List<String> marks,
    int attempts,
    boolean failover,
    boolean injected,
    Instant began,
    long tookMicros,
    long cost,
    String currency,
    @Nullable UUID run,
    @Nullable String step,
    int round,
    String door,
    String principal,
    List<StageMark.Passed> road) {
  public Summary {
    marks = List.copyOf(marks);
    road = List.copyOf(road);
  }

  public static Summary of(Decision decision) {
    Failure failure = decision.result().failure();
    return new Summary(
        decision.id(),
        decision.call().capability(),
        decision.result().ending(),
        failure == null ? null : failure.code().wire(),
        decision.result().provider(),
        decision.marks(),
        decision.attempts().size(),
        decision.failover(),
        decision.injected(),
        decision.timing().began(),
        decision.timing().tookNanos() / 1_000,
        decision.costs().used().cost(),
        decision.costs().used().currency(),
        decision.call().run(),
        decision.call().step(),
        decision.call().round(),
        decision.call().door(),
        decision.call().principal().name(),
        road(decision.stages()));
  }

  private static List<StageMark.Passed> road(List<StageMark> stages) {
    List<StageMark.Passed> road = new ArrayList<>(stages.size());
    for (StageMark mark : stages) {
      road.add(mark.passed());
    }
    return road;
  }
}
