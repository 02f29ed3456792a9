package io.auterity.relay.road;

import io.auterity.relay.decision.Stage;

/** Where policies will judge an answer; none can be written yet. */
final class PolicyAfterStage implements RoadStage {

  private static final StageResult SKIPPED =
      StageResult.skipped("nothing to decide", "No policy is in force.");

  @Override
  public Stage name() {
    return Stage.POLICY_POST;
  }

  @Override
  public StageResult pass(Passage passage) {
    return SKIPPED;
  }
}
