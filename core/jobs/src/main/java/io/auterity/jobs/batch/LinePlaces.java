package io.auterity.jobs.batch;

import io.auterity.platform.call.FairShares;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Places for lines that are asked, of which each tenant gets its share; and a bell. */
final class LinePlaces {

  private final FairShares shares;
  private long rung;

  LinePlaces(int most) {
    this.shares = new FairShares(most);
  }

  /** Takes a place; false when there is none for this tenant. */
  boolean take(UUID tenant) {
    return shares.take(tenant, 1);
  }

  void giveBack(UUID tenant) {
    shares.giveBack(tenant, 1);
    ring();
  }

  /** How many are taken. */
  long taken() {
    return shares.taken();
  }

  /** Wakes all who wait. */
  synchronized void ring() {
    rung++;
    notifyAll();
  }

  /** How often it was rung. */
  synchronized long rung() {
    return rung;
  }

  /** Waits until it is rung more often than that, at most so long. */
  synchronized void await(long before, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos();
        rung == before && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
