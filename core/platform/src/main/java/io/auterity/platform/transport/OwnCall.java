package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A request of our own as the transport sees it, which ends with no caller. */
public final class OwnCall implements Call {

  private final String capability;
  private final Time time;
  private final long end;

  /**
   * One that is to be over soon.
   *
   * @param capability what it is for
   * @param most it may take
   */
  public OwnCall(String capability, Time time, Duration most) {
    this.capability = capability;
    this.time = time;
    this.end = time.nanos() + most.toNanos();
  }

  @Override
  public String capability() {
    return capability;
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
    // Nobody cancels it.
  }

  @Override
  public void pause(Duration duration) {
    if (duration.compareTo(remaining()) >= 0) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED, "there is no time to wait %s".formatted(duration));
    }
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the process ends");
    }
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
  public void meter(String unit, long quantity) {
    // Nobody pays for it.
  }

  @Override
  public ProviderContext provider() {
    throw new IllegalStateException("no connector is asked");
  }
}
