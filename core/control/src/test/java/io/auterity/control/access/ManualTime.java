package io.auterity.control.access;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is advanced. */
final class ManualTime implements Time {

  private Instant now = Instant.parse("2026-01-02T12:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }
}
