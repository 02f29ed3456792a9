package io.auterity.relay.road;

import io.auterity.platform.time.ManualTime;
import io.auterity.relay.attempt.CallTimers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Timers that go off when a test says so; whoever waits has waited at once. */
public final class ManualTimers implements CallTimers {

  private final ManualTime time;
  private final List<Alarm> pending = new CopyOnWriteArrayList<>();

  private record Alarm(long at, Runnable action) {}

  public ManualTimers(ManualTime time) {
    this.time = time;
  }

  @Override
  public Timer set(long at, Runnable action) {
    Alarm alarm = new Alarm(at, action);
    pending.add(alarm);
    return () -> pending.remove(alarm);
  }

  @Override
  public void await(long at, BooleanSupplier stop) {
    time.advance(Duration.ofNanos(Math.max(0, at - time.nanos())));
  }

  /** Lets every alarm go off. */
  public void ring() {
    pending.forEach(alarm -> alarm.action().run());
  }

  /** Lets every alarm go off, once, whose time has come. */
  public void ringDue() {
    for (Alarm alarm : List.copyOf(pending)) {
      if (alarm.at() - time.nanos() <= 0 && pending.remove(alarm)) {
        alarm.action().run();
      }
    }
  }

  /** Lets the alarm go off that was set last. */
  public void ringLast() {
    pending.getLast().action().run();
  }

  public int pending() {
    return pending.size();
  }
}
