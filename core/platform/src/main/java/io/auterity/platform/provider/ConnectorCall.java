package io.auterity.platform.provider;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An attempt as the connector sees it. */
final class ConnectorCall implements Call {

  private final String capability;
  private final Attempt attempt;
  private final HostedConnector connector;
  private final ProviderContext provider;
  private final Cancellation cancellation = new Cancellation();

  ConnectorCall(String capability, Attempt attempt, ProviderInstance instance) {
    this.capability = capability;
    this.attempt = attempt;
    this.connector = instance.connector();
    this.provider = instance.context();
    attempt.onCancel(cancellation::cancel);
  }

  Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public String capability() {
    return capability;
  }

  @Override
  public Duration remaining() {
    Duration left = attempt.remaining();
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public boolean cancelled() {
    return cancellation.cancelled() || attempt.cancelled() || remaining().isZero();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(() -> guarded(action));
  }

  @Override
  public void pause(Duration duration) {
    Duration left = remaining();
    boolean late = duration.compareTo(left) >= 0;
    if (waited(late ? left : duration)) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    if (late) {
      throw new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
    }
  }

  @Override
  public Optional<String> idempotencyKey() {
    return attempt.idempotencyKey();
  }

  @Override
  public Map<String, String> labels() {
    return attempt.labels();
  }

  @Override
  public Optional<String> traceparent() {
    return attempt.traceparent();
  }

  @Override
  public void meter(String unit, long quantity) {
    attempt.meter(unit, quantity);
  }

  @Override
  public ProviderContext provider() {
    return provider;
  }

  /** Waits, and tells whether the call was cancelled meanwhile. */
  private boolean waited(Duration duration) {
    try {
      return cancellation.await(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** An action of the connector runs on the canceller's thread and must not break it. */
  private void guarded(Runnable action) {
    try {
      connector
          .realm()
          .enter(
              connector.name(),
              Applied.NO,
              () -> {
                action.run();
                return true;
              });
    } catch (CallFailedException e) {
      // The realm has logged it; the call is over anyway.
    }
  }
}
