package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.secret.store.SecretStore;
import io.auterity.platform.secret.store.SecretStore.SecretRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Sealed values that no user stored as secrets, and of which the latest alone is kept. */
final class LatestValues {

  private final Database database;
  private final SecretVault vault;
  private final SecretEncryption sealing;
  private final SecretStore store = new SecretStore();

  LatestValues(Database database, SecretVault vault) {
    this.database = database;
    this.vault = vault;
    this.sealing = vault.sealing();
  }

  /** The value; empty when there is none. */
  Optional<String> read(TenantScope scope, String name) {
    return database.inTenant(scope, tx -> store.latest(tx, name)).map(sealing::value);
  }

  /**
   * Takes a value away; of several who do, one gets it.
   *
   * @param also done in the same transaction, also where there is none
   */
  Optional<String> take(TenantScope scope, String name, Consumer<Transaction> also) {
    Optional<SecretRow> row =
        vault.change(
            scope,
            tx -> {
              // Others wait here until this transaction has ended.
              int next = store.nextVersion(tx, name);
              Optional<SecretRow> latest = store.latest(tx, name);
              store.delete(tx, name);
              also.accept(tx);
              return next == 1 ? Optional.<SecretRow>empty() : latest;
            });
    return row.map(sealing::value);
  }

  /** The same in a transaction that changes others too; also empty where it cannot be read. */
  Optional<String> take(Transaction tx, String name) {
    // Others wait here until this transaction has ended.
    store.nextVersion(tx, name);
    Optional<SecretRow> latest = store.latest(tx, name);
    store.delete(tx, name);
    return latest.filter(row -> !isUnreadable(row)).map(sealing::value);
  }

  /** Forgets values whose names begin so and that were stored before a time. */
  void forgetOlder(TenantScope scope, String start, Instant before) {
    vault.change(scope, tx -> store.deleteOlder(tx, start, before));
  }

  /**
   * Keeps a value in place of all before it.
   *
   * @param also done in the same transaction
   */
  void replace(TenantScope scope, String name, String value, Consumer<Transaction> also) {
    vault.change(
        scope,
        tx -> {
          put(tx, scope, name, value);
          also.accept(tx);
          return name;
        });
  }

  /** Keeps a value in place of all before it, in a transaction that changes others too. */
  void put(Transaction tx, TenantScope scope, String name, String value) {
    int version = store.nextVersion(tx, name);
    store.delete(tx, name);
    sealing.add(tx, scope.tenant(), name, version, value, null);
  }

  /**
   * Takes a value away in a transaction that changes others too.
   *
   * @return whether there was one
   */
  boolean drop(Transaction tx, String name) {
    // Others wait here until this transaction has ended.
    return store.nextVersion(tx, name) > 1 && store.delete(tx, name) > 0;
  }

  /**
   * Takes a value away, but one that cannot be read alone.
   *
   * @param also done in the same transaction
   * @return whether there was such
   */
  boolean dropUnreadable(TenantScope scope, String name, Consumer<Transaction> also) {
    return vault.change(
        scope,
        tx -> {
          // Others wait here until this transaction has ended.
          store.nextVersion(tx, name);
          boolean unreadable = store.latest(tx, name).filter(this::isUnreadable).isPresent();
          if (unreadable) {
            store.delete(tx, name);
            also.accept(tx);
          }
          return unreadable;
        });
  }

  private boolean isUnreadable(SecretRow row) {
    try {
      var _ = sealing.value(row);
      return false;
    } catch (SecretsRefusedException e) {
      e.requireLost();
      return true;
    }
  }

  /** The names that begin so. */
  List<String> names(TenantScope scope, String start) {
    return database.inTenant(scope, tx -> store.names(tx, start));
  }

  /**
   * Keeps another value in place of one that is there.
   *
   * @param next what follows one; empty to leave it as it is
   * @return whether another is kept
   */
  boolean change(TenantScope scope, String name, Function<String, Optional<String>> next) {
    return vault.change(
        scope,
        tx -> {
          // Others wait here until this transaction has ended.
          int version = store.nextVersion(tx, name);
          Optional<String> other = store.latest(tx, name).map(sealing::value).flatMap(next);
          other.ifPresent(
              text -> {
                store.delete(tx, name);
                sealing.add(tx, scope.tenant(), name, version, text, null);
              });
          return other.isPresent();
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
    return vault.change(
        scope,
        tx -> {
          // Others wait here until this transaction has ended.
          int version = store.nextVersion(tx, name);
          if (!still.test(store.latest(tx, name).map(sealing::value))) {
            return false;
          }
          store.delete(tx, name);
          value.ifPresent(text -> sealing.add(tx, scope.tenant(), name, version, text, null));
          also.accept(tx);
          return true;
        });
  }
}
