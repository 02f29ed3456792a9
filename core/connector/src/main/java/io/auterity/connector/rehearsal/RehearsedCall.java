package io.auterity.connector.rehearsal;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call whose time passes by its own pauses alone, at once. */
final class RehearsedCall implements Call {

  private final String capability;
  private final ProviderContext provider;
  private final @Nullable String key;
  private Duration left = Duration.ofMinutes(1);

  RehearsedCall(String capability, ProviderContext provider, @Nullable String key) {
    this.capability = capability;
    this.provider = provider;
    this.key = key;
  }

  @Override
  public String capability() {
    return capability;
  }

  @Override
  public Duration remaining() {
    return left;
  }

  @Override
  public boolean cancelled() {
    return left.isZero();
  }

  @Override
  public void onCancel(Runnable action) {
    // No caller cancels it.
  }

  @Override
  public void pause(Duration duration) {
    if (duration.compareTo(left) >= 0) {
      left = Duration.ZERO;
      throw new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
    }
    left = left.minus(duration);
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(key);
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
  public void meter(String unit, long quantity) {
    // No tenant pays for it.
  }

  @Override
  public ProviderContext provider() {
    return provider;
  }
}
