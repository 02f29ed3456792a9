package io.auterity.relay.road;

import io.auterity.relay.decision.Stage;

/** Where an equal call will be answered from a cache; there is none yet, and no route can ask. */
final class CacheStage implements RoadStage {

  private static final StageResult SKIPPED =
      StageResult.skipped("off", "The route does not ask for it.");

  @Override
  public Stage name() {
    return Stage.CACHE;
  }

  @Override
  public StageResult pass(Passage passage) {
    return SKIPPED;
  }
}
