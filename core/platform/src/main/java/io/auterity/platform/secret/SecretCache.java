package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret cache: the current values of secrets that are in use, so that a call asks the database
 * for none. They are read again by one caller for all when any secret of the tenant was changed,
 * and in the background when they have grown old. While the database is away the last known ones
 * serve. There are no more of them than secrets are stored.
 */
public final class SecretCache implements SecretSource {

  private static final Logger LOG = LoggerFactory.getLogger(SecretCache.class);
  private static final long AGE = Duration.ofSeconds(10).toNanos();
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final BiFunction<TenantScope, String, BoundSecret> vault;
  private final Time time;
  private final Executor behind;
  private final Map<Name, Value> values = new ConcurrentHashMap<>();
  private final Map<UUID, Long> changes = new ConcurrentHashMap<>();
  private final AtomicLong missed = new AtomicLong();

  private record Name(TenantScope scope, String name) {}

  /**
   * A value that was read.
   *
   * @param changes how many changes of the tenant's were known before it was
   * @param lookAt from when on a caller may look again
   */
  private record Value(BoundSecret secret, long changes, long at, AtomicLong lookAt) {

    Value(BoundSecret secret, long changes, long at) {
      this(secret, changes, at, new AtomicLong(at));
    }

    /** Whether the caller is the one who looks now. */
    boolean looks(long now) {
      long due = lookAt.get();
      return now - due >= 0 && lookAt.compareAndSet(due, now + PAUSE);
    }
  }

  /** Nothing is known yet. */
  public SecretCache(SecretVault vault, Time time) {
    this(vault::bound, time, Thread::startVirtualThread);
  }

  /**
   * @param vault reads a current value; fails with {@code not_found}
   * @param behind runs what reads values again that have grown old
   */
  SecretCache(BiFunction<TenantScope, String, BoundSecret> vault, Time time, Executor behind) {
    this.vault = vault;
    this.time = time;
    this.behind = behind;
  }

  /** Learns of changes: at once of those made here. */
  public void follow(SecretVault vault, ChangeFeed feed) {
    vault.tell(this::changed);
    feed.follow(ChangeFeed.Topic.SECRET, this::changed, this::missed);
  }

  /** A secret of a tenant was changed: what is known of it may no longer be so. */
  void changed(UUID tenant) {
    changes.merge(tenant, 1L, Long::sum);
  }

  /** Changes of any tenant may have been missed. */
  void missed() {
    missed.incrementAndGet();
  }

  private long changes(Name key) {
    return changes(key.scope());
  }

  /** A number that is another one after each change of a tenant's secrets that was heard. */
  // Both only grow, so the sum of them is new with each.
  public long changes(TenantScope scope) {
    return changes.getOrDefault(scope.tenant(), 0L) + missed.get();
  }

  /**
   * The current value, for a use by which nothing of it is sent.
   *
   * @throws CallFailedException {@code not_found}
   */
  public String read(TenantScope scope, String name) {
    return find(scope, name).value();
  }

  @Override
  public String read(TenantScope scope, String name, Set<String> hosts) {
    return find(scope, name).sentTo(name, hosts);
  }

  private BoundSecret find(TenantScope scope, String name) {
    if (TokenVault.isToken(name)) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "no secret is named '" + name + "'");
    }
    Name key = new Name(scope, name);
    Value known = values.get(key);
    if (known == null) {
      return load(key);
    }
    long now = time.nanos();
    boolean changed = known.changes() != changes(key);
    if (changed || now - known.at() >= AGE) {
      return known.looks(now) ? again(known, key, changed) : known.secret();
    }
    return known.secret();
  }

  private BoundSecret again(Value known, Name key, boolean changed) {
    if (changed) {
      return loadedOr(known, key);
    }
    behind.execute(() -> lookAgain(known, key));
    return known.secret();
  }

  private void lookAgain(Value known, Name key) {
    try {
      loadedOr(known, key);
    } catch (CallFailedException e) {
      LOG.debug("The secret '{}' is gone.", key.name(), e);
    }
  }

  private BoundSecret loadedOr(Value known, Name key) {
    try {
      return load(key);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.NOT_FOUND) {
        values.remove(key);
        throw e;
      }
      return known.secret();
    }
  }

  private BoundSecret load(Name key) {
    long before = changes(key);
    BoundSecret secret = vault.apply(key.scope(), key.name());
    values.put(key, new Value(secret, before, time.nanos()));
    return secret;
  }
}
