package io.auterity.relay.road;

import io.auterity.relay.decision.Stage;

/** Where policies will judge a call before it is made; none can be written yet. */
final class PolicyBeforeStage implements RoadStage {

  @Override
  public Stage name() {
    return Stage.POLICY_PRE;
  }

  @Override
  public StageResult pass(Passage passage) {
    return StageResult.skipped("nothing to decide", "No policy is in force.");
  }
}
