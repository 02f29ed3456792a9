package io.auterity.relay.road;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.call.Charges;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.rehearsal.RehearsedCalls;
import io.auterity.relay.telemetry.CallMeters;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;

/** The services that the stages of a call's pipeline, the road, work with. */
public record RoadServices(
    Catalogue catalogue,
    Binder binder,
    Authorizer authorizer,
    Configs configs,
    DecisionLog log,
    Captures captures,
    Captures responses,
    Time time,
    AttemptServices attempts,
    ContentGuard guard,
    RouteLearner learned,
    RolloutProgress rollouts,
    AnswerCache cache,
    Telemetry telemetry,
    CallMeters meters,
    Charges charges,
    RehearsedCalls rehearsed) {

  /**
   * Without guardrails, learning, rollouts, rehearsals and measurements: answers stay for a day,
   * and vendors bill tokens alone. No caller comes back.
   */
  public RoadServices(
      Catalogue catalogue,
      Binder binder,
      Authorizer authorizer,
      Configs configs,
      DecisionLog log,
      Captures captures,
      Time time,
      AttemptServices attempts) {
    this(
        catalogue,
        binder,
        authorizer,
        configs,
        log,
        captures,
        new Captures(batch -> {}, 0),
        time,
        attempts,
        ContentGuard.NONE,
        RouteLearner.NONE,
        RolloutProgress.NONE,
        AnswerCache.inMemory(time, Duration.ofDays(1), () -> null),
        Telemetry.none(),
        new CallMeters(new CompositeMeterRegistry()),
        Charges.NONE,
        RehearsedCalls.NONE);
  }
}
