package io.auterity.insight;

import io.auterity.relay.road.RoadCase;

/** A road with learned routing, rollouts and shadow traffic. */
abstract class InsightFixture extends RoadCase<InsightRoad> {

  InsightFixture() {
    super(new InsightRoad());
  }
}
