package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Work of our own: nobody waits for it, cancels it or pays for it, but it has a deadline. */
public abstract class Unattended {

  private final Time time;
  private final long end;

  /**
   * Begins it.
   *
   * @param most it may take
   */
  protected Unattended(Time time, Duration most) {
    this.time = time;
    this.end = time.nanos() + most.toNanos();
  }

  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - time.nanos()));
  }

  public boolean cancelled() {
    return false;
  }

  public void onCancel(Runnable action) {
    // Nobody cancels it.
  }

  public Optional<String> idempotencyKey() {
    return Optional.empty();
  }

  public Map<String, String> labels() {
    return Map.of();
  }

  public Optional<String> traceparent() {
    return Optional.empty();
  }

  public void meter(String unit, long quantity) {
    // Nobody pays for it.
  }
}
