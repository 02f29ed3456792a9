package io.auterity.relay.road;

import java.util.List;

/**
 * The stages in their order. Authenticate and tenant come before them, at the door that made the
 * invocation.
 */
final class Road {

  static final List<RoadStage> STAGES =
      List.of(
          new Authorize(),
          new ClassifyData(),
          new PolicyBefore(),
          new CacheLookup(),
          new ChooseRoute(),
          new Reserve(),
          new MakeAttempts(),
          new PolicyAfter(),
          new Settle(),
          new WriteRecord());

  private Road() {}
}
