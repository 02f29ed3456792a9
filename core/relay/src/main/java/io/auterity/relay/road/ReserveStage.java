package io.auterity.relay.road;

import io.auterity.relay.attempt.AttemptDriver;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.decision.Stage;
import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;

/** Takes breaker permit, slot and holds for the first attempt; each later one takes its own. */
record ReserveStage(AttemptServices services) implements RoadStage {

  private static final StageResult ANSWERED =
      StageResult.skipped("nothing to hold", "The cache had the answer.");

  @Override
  public Stage name() {
    return Stage.RESERVE;
  }

  @Override
  public @Nullable StageResult pass(CallOnRoad callOnRoad) {
    if (callOnRoad.found() != null) {
      return ANSWERED;
    }
    AttemptDriver attempts = new AttemptDriver(callOnRoad.call, services);
    callOnRoad.driveWith(attempts);
    attempts.start();
    Failure failure = callOnRoad.call.failure();
    return failure == null ? StageResult.FOLLOWS : StageResult.stopped(failure);
  }
}
