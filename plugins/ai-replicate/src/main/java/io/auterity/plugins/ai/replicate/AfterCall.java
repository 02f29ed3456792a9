package io.auterity.plugins.ai.replicate;

import io.auterity.spi.Call;
import io.auterity.toolkit.ForwardingCall;
import java.time.Duration;
import java.util.Optional;

/**
 * A moment behind a call whose caller has gone, in which what goes on at the vendor is ended. It
 * uses nothing of the call's time, and cannot be cancelled.
 */
record AfterCall(Call call) implements ForwardingCall {

  private static final Duration LONGEST = Duration.ofSeconds(3);

  @Override
  public Duration remaining() {
    return LONGEST;
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {
    // It cannot be cancelled.
  }

  @Override
  public void pause(Duration duration) {
    throw unsupported();
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.empty();
  }
}
