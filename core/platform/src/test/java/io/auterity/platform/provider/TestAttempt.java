package io.auterity.platform.provider;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An attempt whose caller is a test. */
final class TestAttempt implements Attempt {

  private final Duration remaining;
  private final Cancellation cancellation = new Cancellation();
  private final Map<String, Long> metered = new ConcurrentHashMap<>();

  TestAttempt(Duration remaining) {
    this.remaining = remaining;
  }

  static TestAttempt ofSeconds(long seconds) {
    return new TestAttempt(Duration.ofSeconds(seconds));
  }

  void cancel() {
    cancellation.cancel();
  }

  Map<String, Long> metered() {
    return metered;
  }

  @Override
  public Duration remaining() {
    return remaining;
  }

  @Override
  public boolean cancelled() {
    return cancellation.cancelled();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.of("key-1");
  }

  @Override
  public Map<String, String> labels() {
    return Map.of("route", "triage");
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.empty();
  }

  @Override
  public void meter(String unit, long quantity) {
    metered.merge(unit, quantity, Long::sum);
  }
}
