package io.auterity.platform.rate;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A call whose pauses are what its test says. */
final class PausedCall implements Call {

  private final CompletableFuture<Runnable> watching = new CompletableFuture<>();
  private final Consumer<Duration> pass;
  private final Duration time;
  private Duration paused = Duration.ZERO;

  PausedCall(Duration time, Consumer<Duration> pass) {
    this.time = time;
    this.pass = pass;
  }

  Duration paused() {
    return paused;
  }

  /** Cancels it when somebody has said what to do then. */
  void cancelOnceWatched() {
    watching.join().run();
  }

  @Override
  public String capability() {
    return "git.branch.list";
  }

  @Override
  public Duration remaining() {
    return time.minus(paused);
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {
    watching.complete(action);
  }

  @Override
  public void pause(Duration duration) {
    paused = paused.plus(duration);
    pass.accept(duration);
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
    // Nothing is metered here.
  }

  @Override
  public ProviderContext provider() {
    throw new CallFailedException(FailureCode.INTERNAL, "no provider is asked here");
  }
}
