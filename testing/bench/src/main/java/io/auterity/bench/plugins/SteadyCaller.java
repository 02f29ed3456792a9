package io.auterity.bench.plugins;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.time.Time;
import io.auterity.provider.CheckAttempt;
import io.auterity.provider.Lease;
import io.auterity.provider.Providers;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Calls a provider at a steady rate, whatever has become of the calls before; nothing retries. */
final class SteadyCaller implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final TextToMask INPUT = new TextToMask("a secret word");
  private static final String OUTPUT = "a [word] word";

  private final Time time = Time.system();
  private final Providers providers;
  private final TenantScope scope;
  private final String provider;
  private final Capability capability;
  private final long gap;
  private final Map<String, Long> lastBegun = new ConcurrentHashMap<>();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final Phaser underWay = new Phaser(1);
  private final Thread clock = Thread.ofPlatform().daemon().name("caller").unstarted(this::run);
  private volatile boolean stopped;

  SteadyCaller(
      Providers providers,
      TenantScope scope,
      String provider,
      Capability capability,
      int perSecond) {
    this.providers = providers;
    this.scope = scope;
    this.provider = provider;
    this.capability = capability;
    this.gap = Duration.ofSeconds(1).toNanos() / perSecond;
    clock.start();
  }

  private void run() {
    long due = System.nanoTime();
    while (!stopped) {
      due += gap;
      LockSupport.parkNanos(due - System.nanoTime());
      underWay.register();
      Thread.startVirtualThread(this::call);
    }
    underWay.arriveAndDeregister();
  }

  private void call() {
    long began = System.nanoTime();
    try (Lease lease = providers.lease(scope, provider)) {
      lastBegun.merge(lease.provider().pluginVersion(), began, Math::max);
      Record answer = lease.call(capability, INPUT, new CheckAttempt(time, PATIENCE));
      boolean right = answer instanceof MaskedText masked && masked.text().equals(OUTPUT);
      (right ? answered : failed).incrementAndGet();
    } catch (CallFailedException e) {
      failed.incrementAndGet();
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  /** When the last call began that this version of the plugin served; 0 when it served none. */
  long lastBegun(String version) {
    return lastBegun.getOrDefault(version, 0L);
  }

  int failed() {
    return failed.get();
  }

  int answered() {
    return answered.get();
  }

  /** Begins no more calls and waits for the last. */
  @Override
  public void close() {
    stopped = true;
    underWay.awaitAdvance(underWay.getPhase());
  }
}
