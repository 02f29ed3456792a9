package io.auterity.server.probe;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.CallerDisconnect;
import java.time.Duration;

/**
 * The deadline of the test of a draft, whatever has been asked until then: its time is over, or its
 * caller hangs up.
 */
final class ProbeDeadline {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Time time;
  private final long end;
  private final CallerDisconnect callerDisconnect;

  /** Begins now. */
  ProbeDeadline(Time time, CallerDisconnect callerDisconnect) {
    this.time = time;
    this.callerDisconnect = callerDisconnect;
    this.end = time.nanos() + LONGEST.toNanos();
  }

  /** What is left, zero when nothing is. */
  Duration left() {
    return callerDisconnect.happened()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, end - time.nanos()));
  }

  /** The signal that the caller has disconnected. */
  CallerDisconnect hangup() {
    return callerDisconnect;
  }

  /** What is left, or less. */
  Duration left(Duration most) {
    Duration left = left();
    return left.compareTo(most) < 0 ? left : most;
  }
}
