package io.auterity.workflow.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Timers whose time passes when a test says so. */
final class HeldTimers implements EngineTimers {

  private final Map<Runnable, Duration> due = new ConcurrentHashMap<>();
  private final boolean atOnce;
  private Duration passed = Duration.ZERO;

  HeldTimers() {
    this(false);
  }

  private HeldTimers(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** Timers by which what has no delay is done at once, as carriers need it to begin. */
  static HeldTimers exceptWithoutDelay() {
    return new HeldTimers(true);
  }

  @Override
  public void after(Duration delay, Runnable action) {
    if (atOnce && delay.isZero()) {
      Thread.startVirtualThread(action);
    } else {
      due.put(action, passed.plus(delay));
    }
  }

  void pass(Duration time) {
    passed = passed.plus(time);
    due.forEach(
        (action, at) -> {
          if (at.compareTo(passed) <= 0 && due.remove(action, at)) {
            action.run();
          }
        });
  }

  @Override
  public void close() {
    due.clear();
  }
}
