package io.auterity.relay.health;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves when it is told to. */
public final class FakeTime implements Time {

  private static final Instant START = Instant.parse("2026-11-20T06:58:02Z");

  private long nanos;

  @Override
  public synchronized Instant now() {
    return START.plusNanos(nanos / 1_000 * 1_000);
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  /** Moves on. */
  public synchronized void pass(Duration duration) {
    nanos += duration.toNanos();
  }
}
