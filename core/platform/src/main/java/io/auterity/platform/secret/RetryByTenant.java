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
 * Goes about what is owed to vendors, each minute and tenant by tenant. A tenant whose vendors hang
 * keeps others waiting for one of them, and what is stuck keeps nothing else from being settled.
 *
 * @param <T> one debt of a sort
 */
public final class RetryByTenant<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RetryByTenant.class);

  /** Between two rounds. */
  public static final Duration TICK = Duration.ofMinutes(1);

  /** What a vendor may take, and when no other one of its tenant is asked any more. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final Duration GIVEN_UP = Duration.ofDays(7);

  /** So many that are stuck are told of once. */
  private static final int MOST_TOLD = 1_000;

  private final String name;
  private final Debtor<T> debtor;
  private final Time time;
  private final Set<String> stuck = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * What is owed, and how it is settled.
   *
   * @param <T> one debt of a sort
   */
  public interface Debtor<T> {

    /** Those that owe anything. */
    List<TenantScope> tenants();

    /** What a tenant owes, in the order in which it is gone about. */
    List<T> owed(TenantScope scope);

    /** Of one, by which it is told that it is stuck. */
    String id(T debt);

    /** Asks its vendor, if it is due; what it throws is told once, and tried again. */
    void settle(TenantScope scope, T debt);
  }

  /**
   * Rounds that have not begun.
   *
   * @param name of what is gone about, in logs
   */
  public RetryByTenant(String name, Debtor<T> debtor, Time time) {
    this.name = name;
    this.debtor = debtor;
    this.time = time;
  }

  /** Starts with what is owed from before, and goes on until it is closed. */
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

  /** One round. */
  public void tick() {
    try {
      debtor.tenants().forEach(scope -> settle(scope, debt -> true));
    } catch (RuntimeException | Error e) {
      LOG.warn("What is owed to vendors ({}) could not be read: it is tried again.", name, e);
    }
  }

  /** A tenant's part of a round, with some of what it owes. */
  public void settle(TenantScope scope, Predicate<T> which) {
    try {
      long end = time.nanos() + PATIENCE.toNanos();
      for (T debt : debtor.owed(scope)) {
        if (which.test(debt) && time.nanos() < end) {
          settle(scope, debt);
        }
      }
    } catch (RuntimeException | Error e) {
      stuck("tenant " + scope.tenant(), e);
    }
  }

  /** One of them. */
  public void settle(TenantScope scope, T debt) {
    try {
      debtor.settle(scope, debt);
    } catch (RuntimeException | Error e) {
      // Also where a connector's classes are gone: others are settled by the same thread.
      stuck(debtor.id(debt), e);
    }
  }

  /** Tells once that something is stuck. */
  public void stuck(String id, Throwable e) {
    if (stuck.size() < MOST_TOLD && stuck.add(id)) {
      LOG.warn("What is owed to a vendor ({}) is stuck and tried each minute: {}", name, id, e);
    }
  }

  /** When something is tried again that was tried so often before. */
  public static Instant next(Instant now, int tries) {
    Duration pause = TICK.multipliedBy(1L << Math.min(tries, 20));
    return now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  /** Whether what has been owed since then is given up. */
  public static boolean isOver(Instant born, Instant now) {
    return born.plus(GIVEN_UP).isBefore(now);
  }
}
