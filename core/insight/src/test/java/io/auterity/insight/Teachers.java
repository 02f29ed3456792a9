package io.auterity.insight;

import io.auterity.insight.learn.HeadsInForce;
import io.auterity.insight.learn.RouteTrainer;

/** Teachers of a road. */
final class Teachers {

  private Teachers() {}

  /** Where there are no heads, and nobody is told what is withdrawn. */
  static RouteTrainer alone(InsightRoad road, ScoredCalls lessons) {
    return new RouteTrainer(
        road.routes,
        lessons,
        road.learned,
        HeadsInForce.NONE,
        (scope, withdrawn, now) -> {},
        road.time);
  }
}
