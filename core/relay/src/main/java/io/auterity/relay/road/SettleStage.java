package io.auterity.relay.road;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;

/** Adds up what the attempts used and cost; each hold was closed when its attempt ended. */
final class SettleStage implements RoadStage {

  private static final StageResult NOTHING =
      StageResult.skipped("nothing to settle", "Nothing was used.");

  @Override
  public Stage name() {
    return Stage.SETTLE;
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public StageResult pass(Passage passage) {
    Decision.Used used = passage.call.bill().used();
    return used.isNothing() ? NOTHING : StageResult.FOLLOWS;
  }
}
