package io.auterity.relay.attempt;

import java.util.function.BooleanSupplier;

/**
 * The timers of calls: schedule an action at a set time, or let the calling thread wait until then.
 * Times are those of the clock's nanos.
 */
public interface CallTimers {

  /** Runs an action at that time, on a thread that must not be kept. */
  Timer set(long at, Runnable action);

  /**
   * Waits on the calling thread until that time, or until it is woken by {@link
   * java.util.concurrent.locks.LockSupport#unpark} and {@code stop} says so.
   */
  void await(long at, BooleanSupplier stop);

  /** A timer that was set. */
  interface Timer {
    void cancel();
  }
}
