package io.auterity.workflow.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Timers whose time passes when a test says so; what has no delay is done at once. */
final class HeldTimers implements EngineTimers {

  private final Map<Runnable, Duration> due = new ConcurrentHashMap<>();
  private Duration passed = Duration.ZERO;

  @Override
  public void after(Duration delay, Runnable action) {
    if (delay.isZero()) {
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
