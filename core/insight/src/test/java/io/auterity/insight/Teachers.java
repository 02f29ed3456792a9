package io.auterity.insight;

import io.auterity.insight.learn.HeadsInForce;
import io.auterity.insight.learn.Teacher;

/** Teachers of a road. */
final class Teachers {

  private Teachers() {}

  /** Where there are no heads, and nobody is told what is withdrawn. */
  static Teacher alone(InsightRoad road, ScoredCalls lessons) {
    return new Teacher(
        road.routes,
        lessons,
        road.learned,
        HeadsInForce.NONE,
        (scope, withdrawn, now) -> {},
        road.time);
  }
}
