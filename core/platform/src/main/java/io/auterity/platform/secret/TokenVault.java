package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.job.JobQueue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The vault of tokens that vendors gave for a tenant's providers: sealed as secrets are and told of
 * by the same feed, and of which the latest alone is kept. Their names are none that a secret can
 * have, so nothing that reads a secret by its name reads them.
 */
public final class TokenVault {

  /** A name with this in it is none of a secret. */
  private static final String SEPARATOR = "/";

  private static final String ASKED = "connect/";

  private static final String CAME = "connected/";

  private final Database database;
  private final LatestValues values;
  private final Places renewing = new Places(12, 4);
  private final Places settling = new Places(8, 4);

  public TokenVault(Database database, SecretVault vault) {
    this.database = database;
    this.values = new LatestValues(database, vault);
  }

  /** Whether something of that name is a provider's tokens. */
  static boolean isToken(String name) {
    return name.contains(SEPARATOR);
  }

  private static String name(String provider) {
    return "provider/%s/oauth".formatted(provider);
  }

  /** What is kept for a provider; empty when nothing is. */
  public Optional<String> read(TenantScope scope, String provider) {
    return values.read(scope, name(provider));
  }

  /**
   * Keeps this in place of what is there, where that is what it should be.
   *
   * @param tokens empty to keep nothing
   * @param also done in the same transaction
   * @return whether it was
   */
  public boolean replaceIf(
      TenantScope scope,
      String provider,
      Predicate<Optional<String>> still,
      Optional<String> tokens,
      Consumer<Transaction> also) {
    return values.replaceIf(scope, name(provider), still, tokens, also);
  }

  /**
   * Forgets what is kept for a provider where that cannot be read.
   *
   * @param also done in the same transaction
   */
  public void dropUnreadable(TenantScope scope, String provider, Consumer<Transaction> also) {
    var _ = values.dropUnreadable(scope, name(provider), also);
  }

  /**
   * Stores a request under a name that its requester alone can tell, and deletes requests and
   * results from before a time.
   *
   * @param also done in the same transaction
   */
  public void ask(
      TenantScope scope, String name, String text, Instant before, Consumer<Transaction> also) {
    values.forgetOlder(scope, ASKED, before);
    values.forgetOlder(scope, CAME, before);
    values.replace(scope, ASKED + name, text, also);
  }

  /** Takes what was asked for, once; empty when it is not there. */
  public Optional<String> take(TenantScope scope, String name) {
    return values.take(scope, ASKED + name, tx -> {});
  }

  /** Stores the result of a request, as long as a request is kept. */
  public void came(TenantScope scope, String name, String text) {
    values.replace(scope, CAME + name, text, tx -> {});
  }

  /** The result of a request. */
  public Optional<String> cameOf(TenantScope scope, String name) {
    return values.read(scope, CAME + name);
  }

  /** The pending requests to vendors, of one sort. */
  public PendingVendorRequests requests(PendingVendorRequests.Sort sort, JobQueue jobs) {
    return new PendingVendorRequests(this, values, sort, jobs);
  }

  /**
   * Runs work under the lock of a provider, which holds on all servers; empty when another caller
   * holds it, or too much is done at the moment. The caller has no transaction open.
   */
  public <T> Optional<T> alone(TenantScope scope, String provider, Supplier<T> work) {
    return renewing.take(scope, () -> locked(scope, provider, work));
  }

  <T> T inTenant(TenantScope scope, Function<Transaction, T> work) {
    return database.inTenant(scope, work);
  }

  /** The same for a pending request by its id, which keeps no caller from refreshing tokens. */
  <T> Optional<T> withPending(TenantScope scope, String id, Supplier<T> work) {
    return settling.take(scope, () -> locked(scope, id, work));
  }

  private <T> Optional<T> locked(TenantScope scope, String provider, Supplier<T> work) {
    try (EngineSession session = database.engineSession(EngineJob.SECRETS)) {
      String what = "%s %s".formatted(scope.tenant(), name(provider));
      long key = ByteBuffer.wrap(Sha256.of(what)).getLong();
      return session.tryLock(key) ? Optional.of(held(session, key, work)) : Optional.empty();
    }
  }

  private static <T> T held(EngineSession session, long key, Supplier<T> work) {
    try {
      return work.get();
    } finally {
      session.unlock(key);
    }
  }

  /**
   * Places for so many at one time, as each takes a connection of its own while a vendor answers.
   * The vendors of one tenant may hang, and leave room for those of others.
   */
  private static final class Places {

    private final Semaphore free;
    private final int ofOneTenant;
    private final ConcurrentMap<UUID, Integer> taken = new ConcurrentHashMap<>();

    Places(int all, int ofOneTenant) {
      this.free = new Semaphore(all);
      this.ofOneTenant = ofOneTenant;
    }

    /** Empty when none is free. */
    <T> Optional<T> take(TenantScope scope, Supplier<Optional<T>> work) {
      if (taken.merge(scope.tenant(), 1, Integer::sum) > ofOneTenant) {
        left(scope);
        return Optional.empty();
      }
      try {
        return ofAll(work);
      } finally {
        left(scope);
      }
    }

    private <T> Optional<T> ofAll(Supplier<Optional<T>> work) {
      if (!free.tryAcquire()) {
        return Optional.empty();
      }
      try {
        return work.get();
      } finally {
        free.release();
      }
    }

    private void left(TenantScope scope) {
      taken.computeIfPresent(scope.tenant(), (tenant, count) -> count == 1 ? null : count - 1);
    }
  }
}
