package io.auterity.server.inbound;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The concurrency limit of inbound requests of bytes, overall and per tenant; each holds a thread
 * and memory.
 */
final class InboundPlaces {

  private final int most;
  private final int mostOfTenant;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Map<TenantScope, Integer> taken = new HashMap<>();
  private int all;

  InboundPlaces(int most, int mostOfTenant) {
    this.most = most;
    this.mostOfTenant = mostOfTenant;
  }

  /** One that is given back by closing it. */
  @FunctionalInterface
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a place.
   *
   * @throws CallFailedException {@code saturated} when there is none in that time
   */
  Place take(TenantScope tenant, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (full(tenant)) {
        if (left <= 0) {
          throw saturated();
        }
        left = freed.awaitNanos(left);
      }
      all++;
      taken.merge(tenant, 1, Integer::sum);
      return () -> free(tenant);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the server is stopping");
    } finally {
      lock.unlock();
    }
  }

  private boolean full(TenantScope tenant) {
    return all >= most || taken.getOrDefault(tenant, 0) >= mostOfTenant;
  }

  private CallFailedException saturated() {
    return new CallFailedException(
        FailureCode.SATURATED,
        "%d requests of this tenant, or %d of all, are being served already: run fewer at one time,"
                .formatted(mostOfTenant, most)
            + " and try this one again");
  }

  private void free(TenantScope tenant) {
    lock.lock();
    try {
      all--;
      taken.computeIfPresent(tenant, (key, count) -> count == 1 ? null : count - 1);
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
