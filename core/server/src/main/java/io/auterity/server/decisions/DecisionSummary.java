package io.auterity.server.decisions;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.noun.WireTime;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.decision.Summary;
import io.auterity.server.web.json.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision in one line.
 *
 * @param provider who answered
 * @param model that was asked for, else that of who answered; absent where the call has none
 * @param route that took it
 * @param failover whether a provider failed and another one answered
 * @param injected whether a fault was switched on to make an attempt fail
 * @param road what each stage did, in the road's order
 */
public record DecisionSummary(
    String id,
    String capability,
    Decision.Ending outcome,
    @Nullable String code,
    @Nullable String provider,
    @Nullable String model,
    @Nullable String route,
    List<String> providerMarks,
    int attempts,
    boolean failover,
    boolean injected,
    Instant beganAt,
    double durationMs,
    Money cost,
    @Nullable String run,
    @Nullable String step,
    @Nullable Integer round,
    String door,
    String principal,
    List<RoadStage> road) {

  private static final long NANOS_PER_MICRO = 1_000;

  /** What one stage did, in one word. */
  public record RoadStage(String stage, StageMark.Passed verdict) {}

  /** A decision as lists show it. */
  public static DecisionSummary of(Decision decision) {
    Summary one = Summary.of(decision);
    return new DecisionSummary(
        Decision.ID.write(one.id()),
        one.capability(),
        one.outcome(),
        one.code(),
        one.provider(),
        CallFilter.model(decision),
        decision.routeId(),
        decision.marks(),
        one.attempts(),
        one.failover(),
        one.injected(),
        one.began(),
        WireTime.millis(one.tookMicros() * NANOS_PER_MICRO),
        Money.ofNanos(one.cost(), one.currency()),
        one.run() == null ? null : Invocation.RUN_ID.write(one.run()),
        one.step(),
        one.run() == null ? null : one.round(),
        decision.call().door(),
        decision.call().principal().name(),
        road(decision.stages()));
  }

  static List<RoadStage> road(List<StageMark> marks) {
    List<RoadStage> road = new ArrayList<>();
    Stage[] stages = Stage.values();
    for (int i = 0; i < marks.size(); i++) {
      road.add(new RoadStage(stages[i].words(), marks.get(i).passed()));
    }
    return road;
  }
}
