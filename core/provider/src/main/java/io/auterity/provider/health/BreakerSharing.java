package io.auterity.provider.health;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.time.Time;
import io.auterity.provider.health.SharedBreakers.ProviderChange;
import io.auterity.provider.health.SharedBreakers.Published;
import io.auterity.provider.health.SharedBreakers.Subject;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares what circuit breakers find out among the servers on a database, so that an outage is found
 * out once: one that opened opens at all, as a rule one server at a time probes, and all let more
 * and more calls pass when a probe succeeded.
 *
 * <p>The server whose breaker opened probes first. When its probe failed it is the others' turn,
 * each a moment apart, so that one whose own network is broken keeps no provider from the others
 * for long. While the database is away each breaker finds out by itself.
 */
public final class BreakerSharing implements AutoCloseable {

  /**
   * Changes of one tenant that wait to be published; of further ones others find out themselves.
   */
  public static final int MOST = 16;

  private static final Logger LOG = LoggerFactory.getLogger(BreakerSharing.class);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final long FIRST_TURN = 100_000_000L;
  private static final int TURNS = 8;

  private final LiveHealthByTenant health;
  private final SharedBreakers shared;
  private final Supplier<@Nullable UUID> process;
  private final Time time;
  private final Executor threads;
  private final Map<TenantScope, Waiting> waiting = new LinkedHashMap<>();
  private final Set<TenantScope> underWay = ConcurrentHashMap.newKeySet();
  private final Map<TenantScope, Map<Subject, String>> applied = new ConcurrentHashMap<>();
  private final Semaphore work = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What is to be shared of a tenant. */
  private static final class Waiting {
    private final Map<Subject, LocalChange> changes = new LinkedHashMap<>();
    private boolean outdated;
  }

  /** What a breaker of a provider here found out, and when. */
  private record LocalChange(String provider, BreakerChange change, long at) {}

  /**
   * @param process this server's; null until it has one
   * @param threads for each tenant, of which one may have to wait for the database
   */
  public BreakerSharing(
      LiveHealthByTenant health,
      SharedBreakers shared,
      Supplier<@Nullable UUID> process,
      Time time,
      Executor threads) {
    this.health = health;
    this.shared = shared;
    this.process = process;
    this.time = time;
    this.threads = threads;
    health.listen(
        new LiveHealthByTenant.Listener() {
          @Override
          public void added(TenantScope scope) {
            outdate(scope);
          }

          @Override
          public void found(TenantScope scope, String provider, BreakerChange change) {
            add(scope, new LocalChange(provider, change, time.nanos()));
          }
        });
  }

  /** Hears from now on that other servers found something out. */
  public void follow(ChangeFeed feed) {
    feed.follow(
        ChangeFeed.Topic.HEALTH, this::outdate, () -> health.scopes().forEach(this::outdate));
  }

  /** Publishes and reads from now on. */
  public void start() {
    Thread.ofVirtual().name("breaker-sharing").start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        boolean _ = work.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        int _ = work.drainPermits();
        share();
        boolean _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has what other servers found out of a tenant's providers read again. */
  void outdate(UUID tenant) {
    health.find(tenant).ifPresent(this::outdate);
  }

  private void outdate(TenantScope scope) {
    synchronized (waiting) {
      waiting.computeIfAbsent(scope, ignored -> new Waiting()).outdated = true;
    }
    work.release();
  }

  private void add(TenantScope scope, LocalChange change) {
    synchronized (waiting) {
      put(waiting.computeIfAbsent(scope, ignored -> new Waiting()), change);
    }
    work.release();
  }

  private static void put(Waiting ofTenant, LocalChange change) {
    Subject subject = new Subject(change.provider, change.change.of());
    if (ofTenant.changes.size() < MOST || ofTenant.changes.containsKey(subject)) {
      ofTenant.changes.put(subject, change);
    }
  }

  /** Publishes all that was found out here, and reads what was elsewhere. */
  void share() {
    UUID self = process.get();
    if (self == null) {
      return;
    }
    for (TenantScope scope : scopes()) {
      if (underWay.add(scope)) {
        threads.execute(() -> share(scope, self));
      }
    }
  }

  private List<TenantScope> scopes() {
    synchronized (waiting) {
      return List.copyOf(waiting.keySet());
    }
  }

  private void share(TenantScope scope, UUID self) {
    boolean shared = false;
    try {
      shared = shared(scope, self);
    } finally {
      underWay.remove(scope);
    }
    if (shared && waits(scope)) {
      work.release(); // what came meanwhile was passed over
    }
  }

  // A fault of one tenant's keeps no other's.
  @SuppressWarnings("CatchingUnchecked")
  private boolean shared(TenantScope scope, UUID self) {
    Waiting taken = take(scope);
    try {
      publish(scope, self, taken);
      if (taken.outdated) {
        read(scope, self);
      }
      return true;
    } catch (CallFailedException e) {
      LOG.debug("Breakers of {} are shared later: {}", scope, e.getMessage());
      putBack(scope, taken);
    } catch (RuntimeException e) {
      LOG.error("Breakers of {} could not be shared; report this", scope, e);
    }
    return false;
  }

  private boolean waits(TenantScope scope) {
    synchronized (waiting) {
      return waiting.containsKey(scope);
    }
  }

  private Waiting take(TenantScope scope) {
    synchronized (waiting) {
      Waiting taken = waiting.remove(scope);
      return taken == null ? new Waiting() : taken;
    }
  }

  // What was found out meanwhile goes before it.
  private void putBack(TenantScope scope, Waiting taken) {
    synchronized (waiting) {
      Waiting newer = waiting.put(scope, taken);
      if (newer != null) {
        newer.changes.values().forEach(change -> put(taken, change));
        taken.outdated |= newer.outdated;
      }
    }
  }

  private void publish(TenantScope scope, UUID self, Waiting taken) {
    long now = time.nanos();
    List<ProviderChange> changes = new ArrayList<>();
    taken.changes.values().removeIf(change -> now - change.at > LATE.toNanos());
    for (LocalChange one : taken.changes.values()) {
      changes.add(new ProviderChange(one.provider, one.change, Duration.ofNanos(now - one.at)));
    }
    if (!changes.isEmpty()) {
      shared.publish(scope, self, changes);
      taken.changes.clear();
    }
  }

  private void read(TenantScope scope, UUID self) {
    Map<Subject, String> before = applied.getOrDefault(scope, Map.of());
    Map<Subject, String> now = new HashMap<>();
    for (Published one : shared.published(scope, self)) {
      ProviderChange change = one.change();
      now.put(change.subject(), one.version());
      if (!one.version().equals(before.get(change.subject()))) {
        health
            .of(scope, change.provider())
            .foundElsewhere(
                change.change(), change.age().toNanos(), turn(self, change.change().delay()));
      }
    }
    if (now.isEmpty()) {
      applied.remove(scope);
    } else {
      applied.put(scope, now);
    }
  }

  /**
   * How long after a breaker opened elsewhere this server probes: after the other's first probe,
   * and before its later ones.
   *
   * @param delay after which the other one probes
   */
  static long turn(UUID self, long delay) {
    long apart = FIRST_TURN * (1 + Math.floorMod(self.hashCode(), TURNS));
    return Math.max(CircuitBreaker.SECOND, delay - CircuitBreaker.SECOND) + apart;
  }

  @Override
  public void close() {
    closing.countDown();
    work.release();
  }
}
