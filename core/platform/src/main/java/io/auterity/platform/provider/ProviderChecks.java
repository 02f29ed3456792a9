package io.auterity.platform.provider;

import io.auterity.platform.provider.ProviderRegistry.Checked;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Asks each open provider from time to time whether it answers: soon again while it does not, less
 * often while it does.
 */
final class ProviderChecks implements AutoCloseable {

  private static final long HEALTHY_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long ILL_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int AT_ONE_TIME = 16;

  private final ProviderRegistry registry;
  private final Time time;
  private final Map<ProviderKey, Long> due = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(AT_ONE_TIME);
  private final Cancellation closed = new Cancellation();

  ProviderChecks(ProviderRegistry registry, Time time) {
    this.registry = registry;
    this.time = time;
  }

  /** Starts the regular checks. */
  void start() {
    Thread.ofVirtual().name("provider-checks").start(this::run);
  }

  /** Checks a provider now, on a thread of its own. */
  Thread begin(ProviderKey key) {
    due.put(key, Long.MAX_VALUE);
    return Thread.ofVirtual().name("check-" + key.id()).start(() -> check(key));
  }

  /** Begins every check that is due; a new form waits no longer than its first may last. */
  List<Thread> tick() {
    registry.endWaits(DEADLINE);
    Map<ProviderKey, ProviderInstance> checkable = registry.checkable();
    due.keySet().retainAll(checkable.keySet());
    return checkable.keySet().stream()
        .filter(key -> due.getOrDefault(key, Long.MIN_VALUE) <= time.nanos())
        .map(this::begin)
        .toList();
  }

  @Override
  public void close() {
    closed.cancel();
  }

  private void run() {
    try {
      while (!closed.await(TICK)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(ProviderKey key) {
    Optional<Checked> asked = registry.checkable(key);
    asked.ifPresent(provider -> check(key, provider));
    due.put(key, time.nanos() + pause(asked, registry.checkable(key)));
  }

  // What was found of an instance that has gone tells nothing of the one in its place.
  private static long pause(Optional<Checked> asked, Optional<Checked> now) {
    boolean replaced = !asked.map(Checked::instance).equals(now.map(Checked::instance));
    if (replaced) {
      return 0;
    }
    boolean well = now.map(provider -> provider.health().usable()).orElse(false);
    return well ? HEALTHY_NANOS : ILL_NANOS;
  }

  private void check(ProviderKey key, Checked provider) {
    ProviderInstance instance = provider.instance();
    places.acquireUninterruptibly();
    if (instance.gate().enter()) {
      try {
        registry.looking(key, instance);
        ask(instance);
        registry.checked(key, instance, null);
      } catch (CallFailedException e) {
        registry.checked(key, instance, e.failure());
      } finally {
        instance.gate().leave();
        places.release();
      }
    } else {
      places.release();
    }
  }

  private void ask(ProviderInstance instance) {
    String capability = instance.connector().manifest().kind() + ".provider.check";
    ConnectorCall call = new ConnectorCall(capability, new CheckAttempt(time, DEADLINE), instance);
    instance.gate().begun(call.cancellation());
    try {
      instance.check(call);
    } finally {
      instance.gate().ended(call.cancellation());
    }
  }
}
