package io.auterity.gateway.listener;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.FairShares;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The load limits of the listener: requests at one time, and the memory of their bodies, both
 * shared among the tenants. Requests whose caller is not known yet have a limit of their own.
 */
final class RequestAdmission {

  private static final int MOST_STRANGERS = 128;

  private final int mostRequests;
  private final Semaphore places;
  private final Semaphore strangers = new Semaphore(MOST_STRANGERS);
  private final FairShares requests;
  private final MemoryPool memory;

  RequestAdmission(int mostRequests, MemoryPool memory) {
    this.mostRequests = mostRequests;
    this.places = new Semaphore(mostRequests);
    this.requests = new FairShares(mostRequests);
    this.memory = memory;
  }

  /** What one tenant takes. */
  Share of(UUID tenant) {
    return new Share(tenant);
  }

  /** Takes a place for one whose credential has to be looked up; false when all are taken. */
  boolean lookUp() {
    return strangers.tryAcquire();
  }

  void lookedUp() {
    strangers.release();
  }

  /** Requests that are being served now. */
  int requests() {
    return mostRequests - places.availablePermits();
  }

  /** Waits until no caller is looked up and no request is served; false when that takes longer. */
  boolean awaitEnd(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    return awaitAll(strangers, MOST_STRANGERS, end) && awaitAll(places, mostRequests, end);
  }

  private static boolean awaitAll(Semaphore all, int count, long end) {
    try {
      boolean ended = all.tryAcquire(count, end - System.nanoTime(), TimeUnit.NANOSECONDS);
      all.release(ended ? count : 0);
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The part of one tenant. */
  final class Share {
    private final UUID tenant;

    private Share(UUID tenant) {
      this.tenant = tenant;
    }

    /** Takes a place for a request; false when there is none for this tenant. */
    boolean enter() {
      if (!requests.take(tenant, 1)) {
        return false;
      }
      if (places.tryAcquire()) {
        return true;
      }
      requests.giveBack(tenant, 1);
      return false;
    }

    void leave() {
      requests.giveBack(tenant, 1);
      places.release();
    }

    /** The memory of one request of it. */
    MemoryPool.Claim claim() {
      return memory.claim(tenant);
    }
  }
}
