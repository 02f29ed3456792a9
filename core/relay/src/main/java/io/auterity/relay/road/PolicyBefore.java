package io.auterity.relay.road;

import io.auterity.relay.decision.Stage;

/** Where policies will judge a call before it is made; none can be written yet. */
final class PolicyBefore implements RoadStage {

  @Override
  public Stage name() {
    return Stage.POLICY_PRE;
  }

  @Override
  public Note pass(Passage passage) {
    return Note.skipped("nothing to decide", "No policy is in force.");
  }
}
