package io.auterity.relay.road;

import java.util.function.BooleanSupplier;

/** Everything that happens at a time of day of its own; times are those of the clock's nanos. */
public interface Alarms {

  /** Runs an action at that time, on a thread that must not be kept. */
  Alarm set(long at, Runnable action);

  /**
   * Waits on the calling thread until that time, or until it is woken by {@link
   * java.util.concurrent.locks.LockSupport#unpark} and {@code stop} says so.
   */
  void await(long at, BooleanSupplier stop);

  /** An alarm that was set. */
  interface Alarm {
    void cancel();
  }
}
