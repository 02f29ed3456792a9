package io.auterity.platform.rate;

import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.BackgroundCall;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A call whose pauses are what its test says, and pass no other time. */
final class PausedCall extends BackgroundCall implements Call {

  private final CompletableFuture<Runnable> watching = new CompletableFuture<>();
  private final ManualTime clock;
  private final Consumer<Duration> pass;
  private Duration paused = Duration.ZERO;

  PausedCall(Duration most, Consumer<Duration> pass) {
    this(new ManualTime(), most, pass);
  }

  private PausedCall(ManualTime clock, Duration most, Consumer<Duration> pass) {
    super(clock, most);
    this.clock = clock;
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
  public void onCancel(Runnable action) {
    watching.complete(action);
  }

  @Override
  public void pause(Duration duration) {
    paused = paused.plus(duration);
    clock.advance(duration);
    pass.accept(duration);
  }

  @Override
  public ProviderContext provider() {
    throw new CallFailedException(FailureCode.INTERNAL, "no provider is asked here");
  }
}
