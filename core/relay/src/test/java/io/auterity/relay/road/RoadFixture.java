package io.auterity.relay.road;

/** A road whose routes neither learn nor go over to new offers. */
abstract class RoadFixture extends RoadCase<TestRoad> {

  RoadFixture() {
    super(new TestRoad());
  }
}
