package io.auterity.platform.provider;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.SentRequests;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The attempt of a check: nobody waits for it and nobody pays for it, but it has a deadline. */
public final class CheckAttempt implements Attempt {

  private final Time time;
  private final long end;
  private final SentRequests sent = new SentRequests();

  public CheckAttempt(Time time, Duration deadline) {
    this.time = time;
    this.end = time.nanos() + deadline.toNanos();
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - time.nanos()));
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {
    // Nobody cancels a check.
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> labels() {
    return Map.of();
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.empty();
  }

  @Override
  public SentRequests sent() {
    return sent;
  }

  @Override
  public void meter(String unit, long quantity) {
    // A check is no use that anybody counts.
  }
}
