package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The calls under way, so that a stop ends them before it ends what they need. */
public final class Journeys {

  private final Parts parts;
  private final Set<Journey> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private volatile boolean stopping;

  public Journeys(Parts parts) {
    this.parts = parts;
  }

  /** Takes a call to the beginning of the road; while it stops the call goes no further. */
  public Journey begin(Invocation call) {
    Journey journey = new Journey(parts, call, this::over);
    open.add(journey);
    if (stopping) {
      journey.cancel();
    }
    return journey;
  }

  /**
   * Cancels all calls and waits until each has left its decision, but no longer than that.
   *
   * @return how many have not
   */
  public int stop(Duration longest) {
    stopping = true;
    open.forEach(Journey::cancel);
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!open.isEmpty() && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return open.size();
  }

  private void over(Journey journey) {
    open.remove(journey);
    if (stopping) {
      lock.lock();
      try {
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
