package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries pending requests to vendors, each minute and tenant by tenant. A tenant whose vendors
 * hang keeps the others waiting for one of them, and a stuck request keeps no other from being
 * settled.
 *
 * @param <T> one pending request of a sort
 */
public final class RetryByTenant<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RetryByTenant.class);

  /** Between two rounds. */
  public static final Duration TICK = Duration.ofMinutes(1);

  /** How long a vendor may take, and after how long no further one of its tenant is asked. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final Duration GIVEN_UP = Duration.ofDays(7);

  /** So many that are stuck are logged, each once. */
  private static final int MOST_TOLD = 1_000;

  private final String name;
  private final PendingWork<T> pending;
  private final Time time;
  private final Set<String> stuck = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * The pending requests of one sort, and how they are settled.
   *
   * @param <T> one pending request of a sort
   */
  public interface PendingWork<T> {

    /** Tenants that have pending requests. */
    List<TenantScope> tenants();

    /** A tenant's pending requests, in the order in which they are retried. */
    List<T> owed(TenantScope scope);

    /** The id of one, under which it is logged as stuck. */
    String id(T debt);

    /**
     * Sends one to its vendor, if it is due; what this throws is logged once, and the request is
     * tried again.
     */
    void settle(TenantScope scope, T debt);
  }

  /**
   * A retry loop that has not begun.
   *
   * @param name of the sort of requests, in logs
   */
  public RetryByTenant(String name, PendingWork<T> pending, Time time) {
    this.name = name;
    this.pending = pending;
    this.time = time;
  }

  /** Starts with the requests that are pending from before, and goes on until it is closed. */
  public void start() {
    Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    try {
      do {
        tick();
      } while (!closed.await(TICK.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** One round over all tenants. */
  public void tick() {
    try {
      pending.tenants().forEach(scope -> settle(scope, debt -> true));
    } catch (RuntimeException | Error e) {
      LOG.warn(
          "Pending requests to vendors ({}) could not be read: they are tried again.", name, e);
    }
  }

  /** A tenant's part of a round, with some of its pending requests. */
  public void settle(TenantScope scope, Predicate<T> which) {
    try {
      long end = time.nanos() + PATIENCE.toNanos();
      for (T debt : pending.owed(scope)) {
        if (which.test(debt) && time.nanos() < end) {
          settle(scope, debt);
        }
      }
    } catch (RuntimeException | Error e) {
      stuck("tenant " + scope.tenant(), e);
    }
  }

  /** Retries one request. */
  public void settle(TenantScope scope, T debt) {
    try {
      pending.settle(scope, debt);
    } catch (RuntimeException | Error e) {
      // Also where a connector's classes are gone: others are settled by the same thread.
      stuck(pending.id(debt), e);
    }
  }

  /** Logs once that a request or a tenant is stuck. */
  public void stuck(String id, Throwable e) {
    if (stuck.size() < MOST_TOLD && stuck.add(id)) {
      LOG.warn(
          "A pending request to a vendor ({}) is stuck and tried each minute: {}", name, id, e);
    }
  }

  /** When a request is tried again that was tried so often before. */
  public static Instant next(Instant now, int tries) {
    Duration pause = TICK.multipliedBy(1L << Math.min(tries, 20));
    return now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  /** Whether a request that has been pending since then is given up. */
  public static boolean isOver(Instant born, Instant now) {
    return born.plus(GIVEN_UP).isBefore(now);
  }
}
