package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Call;
import io.auterity.toolkit.ForwardingCall;
import java.time.Duration;
import java.util.Optional;

/**
 * A call's time and end for one request among several, of which none takes the time of the others.
 *
 * @param spared what stays of the call's time for what comes behind
 */
record ShowCall(Call call, Duration spared) implements ForwardingCall {

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
  public Optional<String> idempotencyKey() {
    return Optional.empty();
  }
}
