package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A call's time and end for one request among several, of which none takes the time of the others.
 *
 * @param spared what stays of the call's time for what comes behind
 */
record ShowCall(Call call, Duration spared) implements Call {

  @Override
  public String capability() {
    return call.capability();
  }

  @Override
  public Duration remaining() {
    Duration left = call.remaining().minus(spared);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public boolean cancelled() {
    return call.cancelled() || remaining().isZero();
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
    call.meter(unit, quantity);
  }

  @Override
  public ProviderContext provider() {
    return call.provider();
  }
}
