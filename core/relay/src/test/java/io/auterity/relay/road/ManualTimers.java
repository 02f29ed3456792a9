package io.auterity.relay.road;

import io.auterity.platform.time.ManualTime;
import io.auterity.relay.attempt.CallTimers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Timers that go off when a test says so; whoever waits has waited at once. */
final class ManualTimers implements CallTimers {

  private final ManualTime time;
  private final List<Runnable> pending = new CopyOnWriteArrayList<>();

  ManualTimers(ManualTime time) {
    this.time = time;
  }

  @Override
  public Timer set(long at, Runnable action) {
    pending.add(action);
    return () -> pending.remove(action);
  }

  @Override
  public void await(long at, BooleanSupplier stop) {
    time.advance(Duration.ofNanos(Math.max(0, at - time.nanos())));
  }

  /** Lets every alarm go off. */
  void ring() {
    pending.forEach(Runnable::run);
  }

  int pending() {
    return pending.size();
  }
}
