package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A background call of the platform itself: it has a deadline, no tenant pays for it, and mostly no
 * caller waits for it.
 */
public abstract class BackgroundCall {

  private final Time time;
  private final long end;
  private final CallerDisconnect callerDisconnect;

  /**
   * Begins it.
   *
   * @param most it may take
   */
  protected BackgroundCall(Time time, Duration most) {
    this(time, most, new CallerDisconnect());
  }

  /**
   * Begins it for a caller that waits.
   *
   * @param most it may take
   * @param callerDisconnect tells that the caller has gone, which cancels it
   */
  protected BackgroundCall(Time time, Duration most, CallerDisconnect callerDisconnect) {
    this.time = time;
    this.end = time.nanos() + most.toNanos();
    this.callerDisconnect = callerDisconnect;
  }

  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - time.nanos()));
  }

  public boolean cancelled() {
    return callerDisconnect.happened();
  }

  public void onCancel(Runnable action) {
    callerDisconnect.on(action);
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
    // No tenant pays for it.
  }
}
