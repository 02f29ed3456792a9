package io.auterity.platform.transport;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A call's time and end for a request of our own, which is no part of what the call sends.
 *
 * @param most it may take
 */
record TokenCall(Call call, Duration most) implements Call {

  @Override
  public String capability() {
    return call.capability();
  }

  @Override
  public Duration remaining() {
    Duration left = call.remaining();
    return left.compareTo(most) < 0 ? left : most;
  }

  @Override
  public boolean cancelled() {
    return call.cancelled();
  }

  @Override
  public void onCancel(Runnable action) {
    call.onCancel(action);
  }

  @Override
  public void pause(Duration duration) {
    call.pause(duration);
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> labels() {
    return call.labels();
  }

  @Override
  public Optional<String> traceparent() {
    return call.traceparent();
  }

  @Override
  public void meter(String unit, long quantity) {
    // A token is not what the call uses.
  }

  @Override
  public ProviderContext provider() {
    return call.provider();
  }
}
