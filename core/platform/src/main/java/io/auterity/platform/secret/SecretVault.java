package io.auterity.platform.secret;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.secret.store.SecretStore;
import io.auterity.platform.secret.store.SecretStore.SecretRow;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vault of the tenants' secrets, which are used and never shown. Each change is a new version;
 * where a value may go stays.
 */
public final class SecretVault {

  private final Database database;
  private final SecretEncryption sealing;
  private final ChangeAudit audit;
  private final SecretHistory history;
  private final SecretStore store = new SecretStore();
  private final List<Consumer<UUID>> told = new CopyOnWriteArrayList<>();

  /**
   * @param former which former versions are kept
   */
  public SecretVault(
      Database database, MasterKey key, Time time, ChangeAudit audit, SecretVersionLimits former) {
    this.database = database;
    this.sealing = new SecretEncryption(database, key, time, store);
    this.audit = audit;
    this.history = new SecretHistory(this, database, store, audit, former, time);
  }

  /** How values lie in the database, under which key. */
  public SecretEncryption sealing() {
    return sealing;
  }

  /** Former versions, and how one is put in force again. */
  public SecretHistory history() {
    return history;
  }

  /** Tells of each change made here, by its tenant, before the one who made it goes on. */
  void tell(Consumer<UUID> changed) {
    told.add(changed);
  }

  /** Changes something, and tells of it. */
  <T> T change(TenantScope scope, Function<Transaction, T> work) {
    T result = database.inTenant(scope, work);
    told.forEach(follower -> follower.accept(scope.tenant()));
    return result;
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
    return put(scope, act, NewSecret.kept(name, given), hosts);
  }

  /**
   * The same of one that was read before.
   *
   * @throws CallFailedException {@code invalid} for hosts that are none
   */
  public int put(
      TenantScope scope, AuditedAct act, NewSecret secret, @Nullable Collection<String> hosts) {
    return put(scope, act, secret, hosts, false);
  }

  /**
   * The same under a name that is free, so that no value of others gets another version.
   *
   * @throws CallFailedException {@code invalid}, {@code conflict} when there is one of this name
   */
  public int create(
      TenantScope scope, AuditedAct act, NewSecret secret, @Nullable Collection<String> hosts) {
    return put(scope, act, secret, hosts, true);
  }

  private int put(
      TenantScope scope,
      AuditedAct act,
      NewSecret secret,
      @Nullable Collection<String> hosts,
      boolean free) {
    Set<String> bound = hosts == null ? null : BoundSecret.hosts(hosts);
    String name = secret.name();
    return change(
        scope,
        tx -> {
          int version = store.nextVersion(tx, name);
          if (free && version > 1) {
            throw new CallFailedException(
                FailureCode.CONFLICT,
                "there is a secret '%s' already; choose another name".formatted(name));
          }
          add(tx, scope, act, name, version, secret.value());
          audit.write(tx, act, versions(name, version - 1, version));
          if (bound != null) {
            bind(tx, act, name, bound);
          }
          return version;
        });
  }

  /** Adds a version, after which those before it are kept as long as they are to be. */
  void add(
      Transaction tx, TenantScope scope, AuditedAct act, String name, int version, String value) {
    sealing.add(tx, scope.tenant(), name, version, value, act.who().name());
    history.shorten(tx, name);
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
    return database.inTenant(scope, tx -> bound(tx, name));
  }

  private BoundSecret bound(Transaction tx, String name) {
    return new BoundSecret(value(name, store.latest(tx, name)), store.hosts(tx, name));
  }

  /**
   * The current value as a transaction of the tenant sees it.
   *
   * @param hosts all that it, or what is made of it, goes to
   * @throws CallFailedException {@code not_found}, or {@code forbidden} when it is bound to others
   */
  public String read(Transaction tx, String name, Set<String> hosts) {
    return bound(tx, name).sentTo(name, hosts);
  }

  /**
   * The current value.
   *
   * @throws CallFailedException {@code not_found}
   */
  public String read(TenantScope scope, String name) {
    return value(name, database.inTenant(scope, tx -> store.latest(tx, name)));
  }

  /** The tenant's secrets by name. */
  public List<ListedSecret> list(TenantScope scope) {
    return database.inTenant(scope, store::list).stream()
        .filter(one -> !TokenVault.isToken(one.name()))
        .toList();
  }

  /** The names of the tenant's secrets. */
  public List<String> names(TenantScope scope) {
    return list(scope).stream().map(ListedSecret::name).toList();
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

  private String value(String name, Optional<SecretRow> row) {
    return sealing.value(row.orElseThrow(() -> missing(name)));
  }

  static CallFailedException missing(String name) {
    return new CallFailedException(FailureCode.NOT_FOUND, "no secret is named '" + name + "'");
  }
}
