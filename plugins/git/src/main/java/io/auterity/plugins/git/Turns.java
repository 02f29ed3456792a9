package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Cancelled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Exclusive locks for changes of repositories. */
final class Turns {

  private static final int LOCKS = 64;
  private static final Duration LOOK = Duration.ofMillis(50);

  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();

  /**
   * Runs work with exclusive access to the repository. A caller that writes documents too locks
   * them after this, never the other way round.
   *
   * @throws CallFailedException when the call's time is over, or its caller has gone, before it is
   *     its turn
   */
  <T> T alone(String id, Call call, Supplier<T> work) {
    ReentrantLock lock = locks.get(Math.floorMod(id.hashCode(), LOCKS));
    while (!taken(lock, call)) {
      Cancelled.check(call);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  // A waiting thread is not notified when its caller has gone: it polls.
  private static boolean taken(ReentrantLock lock, Call call) {
    long left = Math.min(LOOK.toNanos(), Math.max(1, call.remaining().toNanos()));
    try {
      return lock.tryLock(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GitErrors.interrupted();
    }
  }
}
