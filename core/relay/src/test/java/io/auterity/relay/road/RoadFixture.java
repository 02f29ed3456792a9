package io.auterity.relay.road;

/** A road without learned routing and rollouts. */
abstract class RoadFixture extends RoadCase<TestRoad> {

  RoadFixture() {
    super(new TestRoad());
  }
}
