package io.auterity.platform.shared;

import io.auterity.platform.time.Time;
import java.time.Duration;

/**
 * Backoff after failures: tells when something that fails is asked again, each time later, and by
 * one caller alone. What was asked before a backoff began and fails within it belongs to the
 * failure that began it.
 */
final class FailureBackoff {

  private static final int FAILURES = 3;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Time time;
  private int failures;
  private Duration rest = FIRST;
  private long until;
  private boolean trying;

  FailureBackoff(Time time) {
    this.time = time;
  }

  /**
   * Whether it may be asked now; the first caller after a backoff keeps the others waiting for it.
   */
  synchronized boolean mayAsk() {
    if (failures < FAILURES) {
      return true;
    }
    if (time.nanos() - until < 0) {
      return false;
    }
    until = time.nanos() + rest.toNanos();
    trying = true;
    return true;
  }

  synchronized void worked() {
    failures = 0;
    rest = FIRST;
    trying = false;
  }

  /** Counts a failure; whether backoff begins with it. */
  synchronized boolean failed() {
    if (failures < FAILURES) {
      failures++;
      until = time.nanos() + rest.toNanos();
      return failures == FAILURES;
    }
    if (trying) {
      trying = false;
      rest = rest.multipliedBy(2).compareTo(LONGEST) < 0 ? rest.multipliedBy(2) : LONGEST;
      until = time.nanos() + rest.toNanos();
    }
    return false;
  }

  /** Whether it failed when it was asked last, and the times before, so that backoff applies. */
  synchronized boolean resting() {
    return failures >= FAILURES;
  }
}
