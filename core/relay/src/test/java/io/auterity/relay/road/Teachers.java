package io.auterity.relay.road;

import io.auterity.relay.learn.HeadsInForce;
import io.auterity.relay.learn.Teacher;

/** Teachers of a road. */
final class Teachers {

  private Teachers() {}

  /** Where there are no heads, and nobody is told what is withdrawn. */
  static Teacher alone(TestRoad road, ScoredCalls lessons) {
    return new Teacher(
        road.routes,
        lessons,
        road.learned,
        HeadsInForce.NONE,
        (scope, withdrawn, now) -> {},
        road.time);
  }
}
