package io.auterity.relay.road;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.call.Invocation;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.call.CallState;
import io.auterity.relay.telemetry.CallTrace;
import java.util.List;
import java.util.function.Consumer;

/**
 * The stages in their order. Authenticate and tenant come before them, at the door that made the
 * invocation.
 */
public final class Road {

  private final RoadServices services;
  private final List<RoadStage> stages;

  public Road(RoadServices services) {
    this.services = services;
    AttemptServices attempts = services.attempts();
    RouteChoice choice = new RouteChoice(services.configs(), attempts.ledger());
    this.stages =
        List.of(
            new AuthorizeStage(services.catalogue(), services.authorizer()),
            new ClassifyStage(
                services.binder(),
                attempts.cursors(),
                services.charges(),
                services.authorizer(),
                services.rehearsed()),
            new PolicyBeforeStage(services.guard(), services.configs()),
            new CacheStage(choice, services.cache(), attempts.timers(), services.learned()),
            new RouteStage(choice, attempts, services.rollouts(), services.learned()),
            new ReserveStage(attempts),
            new AttemptStage(),
            new PolicyAfterStage(),
            new SettleStage(services.rollouts(), attempts.vitals()),
            new RecordStage(
                services.log(),
                services.captures(),
                services.responses(),
                services.binder(),
                services.meters(),
                services.refused()));
  }

  /** Takes a call to its beginning; {@code ended} is told once its decision is on its way. */
  public RoadExchange begin(Invocation invocation, Consumer<RoadExchange> ended) {
    CallTrace trace = CallTrace.begin(services.telemetry(), invocation);
    CallMemory memory = new CallMemory(services.memory(), invocation.scope().tenant());
    CallState call =
        new CallState(invocation.under(trace.context()), services.time(), trace, memory);
    return new RoadExchange(stages, call, ended);
  }
}
