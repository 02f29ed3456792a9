package io.auterity.platform.secret;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.secret.store.SecretStore;
import io.auterity.platform.secret.store.SecretStore.SecretRow;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of tenants. Each change is a new version; a value is bound to its tenant, name and
 * version, so that a row moved elsewhere cannot be decrypted.
 */
public final class SecretVault {

  private static final Pattern LAST_LINE_BREAK = Pattern.compile("(?:\\r\\n|\\n|\\r)\\z");

  private final Database database;
  private final MasterKey key;
  private final Time time;
  private final ChangeAudit audit;
  private final SecretStore store = new SecretStore();
  private final ReentrantLock rotating = new ReentrantLock();
  private final List<Consumer<UUID>> told = new CopyOnWriteArrayList<>();

  public SecretVault(Database database, MasterKey key, Time time, ChangeAudit audit) {
    this.database = database;
    this.key = key;
    this.time = time;
    this.audit = audit;
  }

  /** Encrypts under the key that another server has added, as soon as it has. */
  public void follow(ChangeFeed changes) {
    changes.follow(ChangeFeed.Topic.SECRET, tenant -> key.follow(), key::follow);
  }

  /** Tells of each change made here, by its tenant, before the one who made it goes on. */
  void tell(Consumer<UUID> changed) {
    told.add(changed);
  }

  private <T> T change(TenantScope scope, Function<Transaction, T> work) {
    T result = database.inTenant(scope, work);
    told.forEach(follower -> follower.accept(scope.tenant()));
    return result;
  }

  /**
   * Checks at the start that the key file can read what the database holds.
   *
   * @throws SecretsRefusedException when it lacks a key, e.g. because it was made anew
   */
  public void check() {
    Set<Integer> lacking = new HashSet<>(database.asEngine(EngineJob.SECRETS, store::keysInUse));
    lacking.removeAll(key.ids());
    if (!lacking.isEmpty()) {
      throw new SecretsRefusedException(
          "The key file %s lacks keys %s that secrets in the database need: put the file back that belongs to it."
              .formatted(key.file(), lacking));
    }
  }

  /**
   * Stores a value, which goes where the one before went, and returns its version. One line break
   * at the end, which files and shells add, is no part of it.
   *
   * @throws CallFailedException {@code invalid} when nothing is left
   */
  public int put(TenantScope scope, AuditedAct act, String name, String given) {
    return put(scope, act, name, given, null);
  }

  /**
   * Stores a value that goes to certain hosts alone.
   *
   * @param hosts null for those of the value before; none for any host
   * @throws CallFailedException {@code invalid}
   */
  public int put(
      TenantScope scope,
      AuditedAct act,
      String name,
      String given,
      @Nullable Collection<String> hosts) {
    Set<String> bound = hosts == null ? null : BoundSecret.hosts(hosts);
    String value = LAST_LINE_BREAK.matcher(given).replaceFirst("");
    if (value.isEmpty()) {
      throw new CallFailedException(
          FailureCode.INVALID, "the value of the secret '%s' is empty".formatted(name));
    }
    return change(
        scope,
        tx -> {
          int version = store.nextVersion(tx, name);
          store.add(tx, encrypt(scope.tenant(), name, version, bytes(value)), time.now());
          audit.write(tx, act, versions(name, version - 1, version));
          if (bound != null) {
            bind(tx, act, name, bound);
          }
          return version;
        });
  }

  /**
   * Lets a secret, whatever its value, go to certain hosts alone.
   *
   * @param hosts names, or {@code *.name} for all beneath one; none for any host
   * @throws CallFailedException {@code invalid}, {@code not_found}
   */
  public Set<String> bind(
      TenantScope scope, AuditedAct act, String name, Collection<String> hosts) {
    Set<String> bound = BoundSecret.hosts(hosts);
    return change(
        scope,
        tx -> {
          if (store.nextVersion(tx, name) == 1) {
            throw missing(name);
          }
          bind(tx, act, name, bound);
          return bound;
        });
  }

  private void bind(Transaction tx, AuditedAct act, String name, Set<String> hosts) {
    Set<String> before = store.hosts(tx, name);
    if (!before.equals(hosts)) {
      store.bind(tx, name, hosts);
      audit.write(tx, act, new AuditedChange("secret/" + name, told(before), told(hosts)));
    }
  }

  private static String told(Set<String> hosts) {
    return hosts.isEmpty() ? "any host" : "hosts " + String.join(", ", new TreeSet<>(hosts));
  }

  /**
   * The hosts that a secret is bound to; none when it may go anywhere.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Set<String> hosts(TenantScope scope, String name) {
    return database.inTenant(
        scope,
        tx -> {
          if (store.latest(tx, name).isEmpty()) {
            throw missing(name);
          }
          return new TreeSet<>(store.hosts(tx, name));
        });
  }

  /**
   * The current value, with where it may go.
   *
   * @throws CallFailedException {@code not_found}
   */
  BoundSecret bound(TenantScope scope, String name) {
    return database.inTenant(
        scope, tx -> new BoundSecret(value(name, store.latest(tx, name)), store.hosts(tx, name)));
  }

  /**
   * The current value.
   *
   * @throws CallFailedException {@code not_found}
   */
  public String read(TenantScope scope, String name) {
    return value(name, database.inTenant(scope, tx -> store.latest(tx, name)));
  }

  /**
   * The value that a version had.
   *
   * @throws CallFailedException {@code not_found}
   */
  public String read(TenantScope scope, String name, int version) {
    return value(name, database.inTenant(scope, tx -> store.version(tx, name, version)));
  }

  /** The names of the tenant's secrets. */
  public List<String> names(TenantScope scope) {
    return database.inTenant(scope, store::names).stream()
        .filter(name -> !TokenVault.isToken(name))
        .toList();
  }

  /** The current value of what is no secret that somebody stored; empty when there is none. */
  Optional<String> latest(TenantScope scope, String name) {
    Optional<SecretRow> row = database.inTenant(scope, tx -> store.latest(tx, name));
    return row.isEmpty() ? Optional.empty() : Optional.of(value(name, row));
  }

  /**
   * Takes a value away; of several who do, one gets it.
   *
   * @param also done in the same transaction, also where there is none
   */
  Optional<String> take(TenantScope scope, String name, Consumer<Transaction> also) {
    Optional<SecretRow> row =
        change(
            scope,
            tx -> {
              // Others wait here until this transaction has ended.
              int next = store.nextVersion(tx, name);
              Optional<SecretRow> latest = store.latest(tx, name);
              store.delete(tx, name);
              also.accept(tx);
              return next == 1 ? Optional.<SecretRow>empty() : latest;
            });
    return row.map(found -> value(name, Optional.of(found)));
  }

  /** Forgets values whose names begin so and that were stored before a time. */
  void forgetOlder(TenantScope scope, String start, Instant before) {
    change(scope, tx -> store.deleteOlder(tx, start, before));
  }

  /**
   * Keeps a value in place of all before it, or nothing.
   *
   * @param also done in the same transaction
   */
  void replace(TenantScope scope, String name, @Nullable String value, Consumer<Transaction> also) {
    change(
        scope,
        tx -> {
          int version = store.nextVersion(tx, name);
          store.delete(tx, name);
          if (value != null) {
            store.add(tx, encrypt(scope.tenant(), name, version, bytes(value)), time.now());
          }
          also.accept(tx);
          return version;
        });
  }

  /**
   * Keeps a value in place of what is there, where that is what it should be.
   *
   * @param value empty to keep nothing
   * @param also done in the same transaction
   * @return whether it was
   */
  boolean replaceIf(
      TenantScope scope,
      String name,
      Predicate<Optional<String>> still,
      Optional<String> value,
      Consumer<Transaction> also) {
    return change(
        scope,
        tx -> {
          // Others wait here until this transaction has ended.
          int version = store.nextVersion(tx, name);
          Optional<SecretRow> latest = store.latest(tx, name);
          if (!still.test(latest.map(row -> value(name, latest)))) {
            return false;
          }
          store.delete(tx, name);
          value.ifPresent(
              text ->
                  store.add(tx, encrypt(scope.tenant(), name, version, bytes(text)), time.now()));
          also.accept(tx);
          return true;
        });
  }

  /**
   * Forgets all versions of a secret.
   *
   * @throws CallFailedException {@code not_found}
   */
  public void delete(TenantScope scope, AuditedAct act, String name) {
    boolean deleted =
        change(
            scope,
            tx -> {
              int last = store.nextVersion(tx, name) - 1;
              boolean there = store.delete(tx, name) > 0;
              if (there) {
                store.bind(tx, name, Set.of());
                audit.write(tx, act, versions(name, last, 0));
              }
              return there;
            });
    if (!deleted) {
      throw missing(name);
    }
  }

  // Versions are told and no digests, by which a value could be guessed.
  private static AuditedChange versions(String name, int before, int after) {
    return new AuditedChange("secret/" + name, version(before), version(after));
  }

  private static @Nullable String version(int number) {
    return number == 0 ? null : "version " + number;
  }

  /** The number of the key under which secrets are encrypted now. */
  public int key() {
    return key.id();
  }

  /**
   * Adds a master key and encrypts every version of every secret under it.
   *
   * @return how many there were
   * @throws CallFailedException {@code conflict} while another rotation is under way
   * @throws SecretsRefusedException when the key file cannot be written; nothing has changed then
   */
  public int rotate() {
    if (!rotating.tryLock()) {
      throw new CallFailedException(FailureCode.CONFLICT, "a rotation is under way already");
    }
    try {
      key.rotate();
      return moveAll();
    } finally {
      rotating.unlock();
    }
  }

  private int moveAll() {
    int total = 0;
    int moved;
    do {
      moved = database.asEngine(EngineJob.SECRETS, this::moveSome);
      total += moved;
    } while (moved > 0);
    return total;
  }

  private int moveSome(EngineTransaction tx) {
    List<SecretRow> rows = store.underOtherKeys(tx, key.id());
    for (SecretRow row : rows) {
      store.replace(tx, encrypt(row.tenant(), row.name(), row.version(), decrypt(row)));
    }
    return rows.size();
  }

  private String value(String name, Optional<SecretRow> row) {
    return new String(decrypt(row.orElseThrow(() -> missing(name))), StandardCharsets.UTF_8);
  }

  private SecretRow encrypt(UUID tenant, String name, int version, byte[] value) {
    MasterKey.Sealed sealed = key.encrypt(value, place(tenant, name, version));
    return new SecretRow(tenant, name, version, sealed.keyId(), sealed.ciphertext());
  }

  private byte[] decrypt(SecretRow row) {
    return key.decrypt(row.ciphertext(), place(row.tenant(), row.name(), row.version()));
  }

  private static byte[] place(UUID tenant, String name, int version) {
    return bytes(tenant + "/" + version + "/" + name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CallFailedException missing(String name) {
    return new CallFailedException(FailureCode.NOT_FOUND, "no secret is named '" + name + "'");
  }
}
