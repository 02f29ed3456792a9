package io.auterity.provider.life;

import io.auterity.platform.bound.FairPlaces;
import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.platform.time.Time;
import io.auterity.provider.CheckAttempt;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks each open provider from time to time whether it answers: soon again while it does not, less
 * often while it does.
 */
final class ProviderHealthChecks implements AutoCloseable {

  private static final long HEALTHY_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long ILL_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How long one look may last. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final int AT_ONE_TIME = 24;

  /** Of these, for tenants none of whose providers is looked at. */
  private static final int KEPT = 8;

  // Who waits for its look is waited for by none.
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final ProviderRegistry registry;
  private final Time time;
  private final Map<ProviderKey, Due> due = new ConcurrentHashMap<>();
  private final FairPlaces places =
      new FairPlaces("checks of providers", AT_ONE_TIME, KEPT, Integer.MAX_VALUE);
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * When a provider is looked at again.
   *
   * @param at not while it is looked at
   * @param seen what was looked at last
   */
  private record Due(long at, @Nullable ProviderInstance seen) {
    static final Due UNDER_WAY = new Due(Long.MAX_VALUE, null);
  }

  ProviderHealthChecks(ProviderRegistry registry, Time time) {
    this.registry = registry;
    this.time = time;
  }

  /** Starts the regular checks. */
  void start() {
    Thread.ofVirtual().name("provider-checks").start(this::run);
  }

  /** Checks a provider now, on a thread of its own. */
  Thread begin(ProviderKey key) {
    due.put(key, Due.UNDER_WAY);
    return Thread.ofVirtual().name("check-" + key.id()).start(() -> check(key));
  }

  /** Begins every check that is due; a new form waits no longer than its first may last. */
  List<Thread> tick() {
    registry.changes().endOverdueLooks(DEADLINE);
    Set<ProviderKey> open = registry.open();
    due.keySet().retainAll(open);
    return open.stream().filter(this::isDue).map(this::begin).toList();
  }

  // What was opened since the last look, and has never answered, is not made to wait for its turn.
  private boolean isDue(ProviderKey key) {
    Due last = due.get(key);
    if (last == null || last.at() <= time.nanos()) {
      return true;
    }
    return !last.equals(Due.UNDER_WAY)
        && registry
            .latestOpen(key)
            .filter(form -> form.health().state() == State.PENDING)
            .map(ProviderForm::instance)
            .filter(instance -> !instance.equals(last.seen()))
            .isPresent();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(ProviderKey key) {
    Optional<ProviderForm> asked = registry.latestOpen(key);
    asked.map(ProviderForm::instance).ifPresent(instance -> check(key, instance));
    long next = time.nanos() + pause(asked, registry.latestOpen(key));
    due.put(key, new Due(next, asked.map(ProviderForm::instance).orElse(null)));
  }

  // What was found of an instance that has gone tells nothing of the one in its place.
  private static long pause(Optional<ProviderForm> asked, Optional<ProviderForm> now) {
    boolean replaced = !asked.map(ProviderForm::instance).equals(now.map(ProviderForm::instance));
    if (replaced) {
      return 0;
    }
    boolean well = now.map(provider -> provider.health().usable()).orElse(false);
    return well ? HEALTHY_NANOS : ILL_NANOS;
  }

  private void check(ProviderKey key, ProviderInstance instance) {
    Owner owner = new Owner(key.scope().tenant(), key.id());
    try (FairPlaces.Place _ = places.take(owner, LONGEST_WAIT).orElseThrow()) {
      if (instance.check(
          new CheckAttempt(time, DEADLINE), () -> registry.changes().looking(key, instance))) {
        registry.changes().looked(key, instance, null);
      }
    } catch (CallFailedException e) {
      registry.changes().looked(key, instance, e.failure());
    }
  }
}
