package io.auterity.platform.provider;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves. */
final class SettableTime implements Time {

  private volatile Instant now = Instant.parse("2026-11-20T10:00:00Z");

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }
}
