package io.auterity.platform.bound;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.platform.bound.FairQueue.Ticket;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Places for which threads wait, handed out as {@link FairQueue} says. */
public final class FairPlaces {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final String what;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final FairQueue<CountDownLatch> queue;

  /** A place that is taken until it is closed, by whichever thread. */
  @FunctionalInterface
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Places of a process.
   *
   * @param what those who wait are called, in words for people: {@code scripts}
   * @param places how many there are
   * @param kept of them for tenants that have none
   * @param most that wait
   */
  public FairPlaces(String what, int places, int kept, int most) {
    this.what = what;
    this.queue = new FairQueue<>(places, kept, most);
  }

  /**
   * Waits for a place; empty when none came in that time.
   *
   * @throws CallFailedException {@code saturated} when as many wait as may; {@code cancelled} when
   *     the thread is interrupted
   */
  public Optional<Place> take(Owner owner, Duration longest) {
    return take(owner, longest, end -> {});
  }

  /**
   * Waits for a place; empty when none came in that time, or before the wait was ended.
   *
   * @param ends is handed what ends the wait
   * @throws CallFailedException as the other does
   */
  public Optional<Place> take(Owner owner, Duration longest, Consumer<Runnable> ends) {
    CountDownLatch told = new CountDownLatch(1);
    Ticket<CountDownLatch> ticket = enter(owner, told);
    try {
      ends.accept(told::countDown);
      boolean _ = told.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(ticket);
      throw new CallFailedException(FailureCode.CANCELLED, "interrupted while it waited");
    } catch (RuntimeException e) {
      abandon(ticket);
      throw e;
    }
    return givenUp(ticket) ? Optional.empty() : Optional.of(place(ticket));
  }

  /** How many wait. */
  public int waiting() {
    lock.lock();
    try {
      return queue.waiting();
    } finally {
      lock.unlock();
    }
  }

  private Ticket<CountDownLatch> enter(Owner owner, CountDownLatch told) {
    lock.lock();
    try {
      Ticket<CountDownLatch> ticket = queue.offer(owner, told);
      if (ticket == null) {
        throw full();
      }
      admit();
      return ticket;
    } finally {
      lock.unlock();
    }
  }

  private CallFailedException full() {
    return new CallFailedException(
        Failure.of(
                FailureCode.SATURATED,
                "as many %s of this tenant wait already as may: try again later".formatted(what))
            .withRetryAfter(AGAIN));
  }

  private void abandon(Ticket<CountDownLatch> ticket) {
    if (!givenUp(ticket)) {
      leave(ticket);
    }
  }

  private boolean givenUp(Ticket<CountDownLatch> ticket) {
    lock.lock();
    try {
      return queue.giveUp(ticket);
    } finally {
      lock.unlock();
    }
  }

  private Place place(Ticket<CountDownLatch> ticket) {
    AtomicBoolean taken = new AtomicBoolean(true);
    return () -> {
      if (taken.compareAndSet(true, false)) {
        leave(ticket);
      }
    };
  }

  private void leave(Ticket<CountDownLatch> ticket) {
    lock.lock();
    try {
      queue.ended(ticket);
      admit();
    } finally {
      lock.unlock();
    }
  }

  private void admit() {
    for (Ticket<CountDownLatch> next = queue.next(); next != null; next = queue.next()) {
      next.item().countDown();
    }
  }
}
