package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Openings of stored providers that a start puts off, since a server of many tenants would wait
 * long for them. Those of a tenant are done as soon as anything asks for its providers, who waits
 * for them; all others one tenant after another. What the database keeps from being opened is tried
 * again.
 */
final class DeferredOpenings {

  private static final Logger LOG = LoggerFactory.getLogger(DeferredOpenings.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(30);

  private final Time time;
  private final Map<TenantScope, OfTenant> tenants = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  DeferredOpenings(Time time) {
    this.time = time;
  }

  /** Puts a provider in force. */
  @FunctionalInterface
  interface Opening {
    /**
     * Opens it.
     *
     * @return the first look at it, which has begun
     */
    Thread open();
  }

  /** Puts an opening off; called before anything asks for providers of that tenant. */
  void add(TenantScope scope, String provider, Opening opening) {
    tenants
        .computeIfAbsent(scope, tenant -> new OfTenant())
        .waiting
        .add(new Deferred(scope, provider, opening));
  }

  /**
   * Returns when the providers of a tenant are in force.
   *
   * @throws CallFailedException {@code unavailable} when that takes too long
   */
  void awaitOpen(TenantScope scope) {
    OfTenant tenant = tenants.get(scope);
    if (tenant != null) {
      tenant.begin(scope);
      tenant.awaitOpen();
    }
  }

  /**
   * Returns when the providers of a tenant are in force and have been looked at, or their looks
   * have lasted as long as one may.
   *
   * @throws CallFailedException {@code unavailable} when opening them takes too long
   */
  void awaitLooks(TenantScope scope) {
    OfTenant tenant = tenants.get(scope);
    if (tenant != null) {
      tenant.begin(scope);
      tenant.awaitOpen();
      tenant.awaitLooks();
    }
  }

  /** Opens all, one tenant after another; returns when all have been looked at. */
  void openAll() {
    List<OfTenant> all = new ArrayList<>();
    tenants.forEach(
        (scope, tenant) -> {
          tenant.begin(scope);
          await(tenant.opened, LONGEST_OPENING);
          all.add(tenant);
        });
    all.forEach(tenant -> await(tenant.looked, Duration.ofDays(1)));
  }

  /** Returns when the providers of all tenants are in force. */
  void awaitAllOpen() {
    tenants.keySet().forEach(this::awaitOpen);
  }

  /** Tries nothing again. */
  void close() {
    closing.countDown();
  }

  private static boolean await(CountDownLatch latch, Duration atMost) {
    try {
      return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What is put off for one tenant. */
  private final class OfTenant {
    private final Queue<Deferred> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch looked = new CountDownLatch(1);
    private volatile long overdue;

    void begin(TenantScope scope) {
      if (begun.compareAndSet(false, true)) {
        Thread.ofVirtual().name("open-providers").start(() -> open(scope));
      }
    }

    private void open(TenantScope scope) {
      try {
        List<Thread> looks = opened();
        overdue = time.nanos() + ProviderHealthChecks.DEADLINE.toNanos();
        opened.countDown();
        for (Thread look : looks) {
          look.join();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        tenants.remove(scope);
        opened.countDown();
        looked.countDown();
      }
    }

    // All at once, as one that hangs would keep the others waiting.
    private List<Thread> opened() throws InterruptedException {
      List<Thread> openings = waiting.stream().map(Deferred::begin).toList();
      for (Thread opening : openings) {
        opening.join();
      }
      List<Thread> looks = new ArrayList<>();
      for (Deferred provider : waiting) {
        Thread look = provider.look;
        if (look != null) {
          looks.add(look);
        }
      }
      return looks;
    }

    void awaitOpen() {
      if (!await(opened, LONGEST_OPENING)) {
        throw new CallFailedException(
            FailureCode.UNAVAILABLE,
            "the providers of this tenant are still being opened after the start; try again");
      }
    }

    void awaitLooks() {
      await(looked, Duration.ofNanos(overdue - time.nanos()));
    }
  }

  /** One opening that is put off. */
  private final class Deferred {
    private final TenantScope scope;
    private final String provider;
    private final Opening opening;
    private volatile @Nullable Thread look;

    Deferred(TenantScope scope, String provider, Opening opening) {
      this.scope = scope;
      this.provider = provider;
      this.opening = opening;
    }

    Thread begin() {
      return Thread.ofVirtual().name("open-" + provider).start(this::open);
    }

    private void open() {
      boolean again = true;
      while (again) {
        again = !opened() && !await(closing, PAUSE);
      }
    }

    /** False when it is to be tried again. */
    private boolean opened() {
      try {
        look = opening.open();
        return true;
      } catch (CallFailedException e) {
        if (e.failure().code() == FailureCode.UNAVAILABLE) {
          LOG.warn("{}: the provider '{}' is opened later: {}", scope, provider, e.getMessage());
          return false;
        }
        return refused(e);
      } catch (RuntimeException e) {
        return refused(e);
      }
    }

    private boolean refused(RuntimeException e) {
      LOG.error("{}: the stored provider '{}' is not in force", scope, provider, e);
      return true;
    }
  }
}
