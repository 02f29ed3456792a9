package io.auterity.server.webhooks;

import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A message to a webhook as the transport sees it: nobody cancels it, nobody pays for it.
 *
 * @param end when it must be over, in nanoseconds
 */
record WebhookCall(Time time, long end) implements Call {

  @Override
  public String capability() {
    return "webhook.notify";
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
    throw new CallFailedException(FailureCode.TIMEOUT, "the webhook is asked again later");
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
    throw new IllegalStateException("no provider stands behind a webhook");
  }
}
