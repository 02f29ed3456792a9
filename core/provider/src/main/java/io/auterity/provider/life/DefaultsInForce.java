package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a tenant's default providers again when they may have changed and are asked for. */
final class DefaultsInForce {

  private static final Logger LOG = LoggerFactory.getLogger(DefaultsInForce.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KindDefaults kept;
  private final Time time;
  private final Map<UUID, Tenant> tenants = new ConcurrentHashMap<>();

  DefaultsInForce(KindDefaults kept, Time time) {
    this.kept = kept;
    this.time = time;
  }

  private static final class Tenant {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean read;
    private volatile @Nullable Long failedAt;
  }

  /** They may have changed. */
  void changed(UUID tenant) {
    of(tenant).read = false;
  }

  /** Those of any tenant may have changed. */
  void changed() {
    tenants.values().forEach(tenant -> tenant.read = false);
  }

  /**
   * Has them read unless they are as they were read last.
   *
   * @param reader given what was read
   */
  void refresh(TenantScope scope, BiConsumer<TenantScope, KindDefaults.Known> reader) {
    Tenant tenant = of(scope.tenant());
    if (tenant.read || rests(tenant)) {
      return;
    }
    tenant.lock.lock();
    try {
      if (!tenant.read && !rests(tenant)) {
        read(scope, tenant, reader);
      }
    } finally {
      tenant.lock.unlock();
    }
  }

  // A change that comes while they are read is read next.
  private void read(
      TenantScope scope, Tenant tenant, BiConsumer<TenantScope, KindDefaults.Known> reader) {
    boolean done = false;
    tenant.read = true;
    try {
      KindDefaults.Known known = kept.of(scope);
      if (known != null) {
        reader.accept(scope, known);
      }
      tenant.failedAt = null;
      done = true;
    } catch (CallFailedException e) {
      LOG.warn("{}: its default providers are read again later: {}", scope, e.getMessage());
    } finally {
      if (!done) {
        tenant.read = false;
        tenant.failedAt = time.nanos();
      }
    }
  }

  // While the database is away, calls do not wait for it one by one.
  private boolean rests(Tenant tenant) {
    Long failed = tenant.failedAt;
    return failed != null && time.nanos() - failed < PAUSE.toNanos();
  }

  private Tenant of(UUID tenant) {
    return tenants.computeIfAbsent(tenant, one -> new Tenant());
  }
}
