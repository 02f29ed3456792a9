package io.auterity.relay.road;

import io.auterity.relay.decision.Stage;
import org.jspecify.annotations.Nullable;

/** Takes breaker permit, slot and holds for the first attempt; each later one takes its own. */
final class Reserve implements RoadStage {

  @Override
  public Stage name() {
    return Stage.RESERVE;
  }

  @Override
  public @Nullable Note pass(Passage passage) {
    Attempts attempts = new Attempts(passage);
    passage.attempts = attempts;
    attempts.start();
    return passage.failure == null ? Note.done("held", "") : Note.stopped(passage.failure);
  }
}
