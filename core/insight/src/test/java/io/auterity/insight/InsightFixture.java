package io.auterity.insight;

import io.auterity.relay.road.RoadCase;

/** A road whose routes learn and go over to new offers. */
abstract class InsightFixture extends RoadCase<InsightRoad> {

  InsightFixture() {
    super(new InsightRoad());
  }
}
