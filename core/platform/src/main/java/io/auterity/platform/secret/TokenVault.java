package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.secret.store.SecretStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tokens that vendors gave for a tenant's providers: sealed as secrets are and told of by the same
 * feed, and of which the latest alone is kept. Their names are none that a secret can have, so
 * nothing that reads a secret by its name reads them.
 */
public final class TokenVault {

  /** A name with this in it is none of a secret. */
  private static final String SEPARATOR = "/";

  private static final String ASKED = "connect/";

  private static final String CAME = "connected/";

  /** The engine looks for these by their names. */
  private static final String OWED = "revoke/";

  /** Each takes a connection of its own while a vendor answers. */
  private static final int AT_ONE_TIME = 16;

  /** The vendors of one tenant may hang, and leave room for those of others. */
  private static final int OF_ONE_TENANT = 4;

  private final Database database;
  private final LatestValues values;
  private final SecretStore store = new SecretStore();
  private final Semaphore places = new Semaphore(AT_ONE_TIME);
  private final ConcurrentMap<UUID, Integer> taken = new ConcurrentHashMap<>();

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
   * Keeps what somebody asked for, under a name that they alone can tell, and forgets what of such
   * was asked for before a time.
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

  /** Keeps what came of what was asked for, as long as what is asked for. */
  public void came(TenantScope scope, String name, String text) {
    values.replace(scope, CAME + name, text, tx -> {});
  }

  /** What has come of what was asked for. */
  public Optional<String> cameOf(TenantScope scope, String name) {
    return values.read(scope, CAME + name);
  }

  /** Keeps what is owed to a vendor in place of what was there, in a transaction of others. */
  public void owe(Transaction tx, TenantScope scope, String id, String text) {
    values.put(tx, scope, OWED + id, text);
  }

  /** Keeps what is owed to a vendor in place of what was there. */
  public void owe(TenantScope scope, String id, String text) {
    values.replace(scope, OWED + id, text, tx -> {});
  }

  /** Keeps another state of what is owed to a vendor, unless it is owed no more. */
  public void stillOwe(TenantScope scope, String id, String text) {
    var _ = values.replaceIf(scope, OWED + id, Optional::isPresent, Optional.of(text), tx -> {});
  }

  /** The ids of what is owed. */
  public List<String> owed(TenantScope scope) {
    return values.names(scope, OWED).stream().map(name -> name.substring(OWED.length())).toList();
  }

  /** What is owed; empty when it is no more. */
  public Optional<String> readOwed(TenantScope scope, String id) {
    return values.read(scope, OWED + id);
  }

  /**
   * Forgets what is owed no more.
   *
   * @param also done in the same transaction
   */
  public void settle(TenantScope scope, String id, Consumer<Transaction> also) {
    var _ = values.take(scope, OWED + id, also);
  }

  /**
   * Forgets what is owed no more, in a transaction of others.
   *
   * @return whether it was owed
   */
  public boolean settle(Transaction tx, String id) {
    return values.drop(tx, OWED + id);
  }

  /** Tenants that owe anything. */
  public List<TenantScope> owing() {
    return database.asEngine(EngineJob.SECRETS, store::owing).stream()
        .map(TenantScope::recovered)
        .toList();
  }

  /**
   * Does something while nobody else does for that provider, on any server; empty when somebody
   * does, or too much is done at the moment. Whoever does it has no transaction open.
   */
  public <T> Optional<T> alone(TenantScope scope, String provider, Supplier<T> work) {
    if (taken.merge(scope.tenant(), 1, Integer::sum) > OF_ONE_TENANT) {
      left(scope);
      return Optional.empty();
    }
    try {
      return aloneOfAll(scope, provider, work);
    } finally {
      left(scope);
    }
  }

  private void left(TenantScope scope) {
    taken.computeIfPresent(scope.tenant(), (tenant, count) -> count == 1 ? null : count - 1);
  }

  private <T> Optional<T> aloneOfAll(TenantScope scope, String provider, Supplier<T> work) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try (EngineSession session = database.engineSession(EngineJob.SECRETS)) {
      String what = "%s %s".formatted(scope.tenant(), name(provider));
      long key = ByteBuffer.wrap(Sha256.of(what)).getLong();
      return session.tryLock(key) ? Optional.of(work.get()) : Optional.empty();
    } finally {
      places.release();
    }
  }
}
