package io.auterity.server.probe;

import io.auterity.platform.time.Time;
import java.time.Duration;

/** When the test of a draft ends, whatever has been asked until then. */
final class ProbeDeadline {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Time time;
  private final long end;

  /** Begins now. */
  ProbeDeadline(Time time) {
    this.time = time;
    this.end = time.nanos() + LONGEST.toNanos();
  }

  /** What is left, zero when nothing is. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - time.nanos()));
  }

  /** What is left, or less. */
  Duration left(Duration most) {
    Duration left = left();
    return left.compareTo(most) < 0 ? left : most;
  }
}
