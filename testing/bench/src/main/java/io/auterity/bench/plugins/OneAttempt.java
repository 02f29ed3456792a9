package io.auterity.bench.plugins;

import io.auterity.platform.provider.Attempt;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An attempt that nobody cancels and nobody bills. */
record OneAttempt(Duration remaining) implements Attempt {

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {}

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
  public void meter(String unit, long quantity) {}
}
