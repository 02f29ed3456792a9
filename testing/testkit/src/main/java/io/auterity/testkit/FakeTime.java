package io.auterity.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is advanced. */
public final class FakeTime implements InstantSource {

  private Instant now;

  public FakeTime(Instant start) {
    now = start;
  }

  /** Begins at noon on 2 January 2026. */
  public FakeTime() {
    this(Instant.parse("2026-01-02T12:00:00Z"));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }
}
