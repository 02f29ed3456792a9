package io.auterity.relay.road;

import io.auterity.relay.decision.Stage;
import io.auterity.spi.CallFailedException;
import org.jspecify.annotations.Nullable;

/** One stage of the road. */
interface RoadStage {

  Stage name();

  /**
   * Takes a call through.
   *
   * @return what to note; null when the stage has more to do, because a stream is under way
   * @throws CallFailedException when the call ends here
   */
  @Nullable StageResult pass(CallOnRoad callOnRoad);

  /** Whether it also sees calls that were stopped before. */
  default boolean always() {
    return false;
  }
}
