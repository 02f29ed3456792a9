package io.auterity.gateway.listener;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How much is taken in at one time: so many requests, and so many bytes of their bodies. */
final class Load {

  private final int mostRequests;
  private final long mostBytes;
  private final Semaphore places;
  private final AtomicLong bytes = new AtomicLong();

  Load(int mostRequests, long mostBytes) {
    this.mostRequests = mostRequests;
    this.mostBytes = mostBytes;
    this.places = new Semaphore(mostRequests);
  }

  /** Takes a place for a request; false when all are taken. */
  boolean enter() {
    return places.tryAcquire();
  }

  void leave() {
    places.release();
  }

  /** Takes room for bytes; false when there is not enough. */
  boolean hold(int count) {
    if (bytes.addAndGet(count) <= mostBytes) {
      return true;
    }
    bytes.addAndGet(-count);
    return false;
  }

  void release(int count) {
    bytes.addAndGet(-count);
  }

  /** Requests that are being served now. */
  int requests() {
    return mostRequests - places.availablePermits();
  }

  /** Waits until no request is served; false when that takes longer. */
  boolean awaitEnd(Duration longest) {
    try {
      boolean ended = places.tryAcquire(mostRequests, longest.toMillis(), TimeUnit.MILLISECONDS);
      places.release(ended ? mostRequests : 0);
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
