package io.auterity.platform.secret;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.secret.SecretVersionLimits.KeptVersion;
import io.auterity.platform.secret.store.SecretStore;
import io.auterity.platform.secret.store.SecretStore.SecretVersions;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;

/**
 * Former versions of secrets. No value is ever shown: what a former one is for is to be put in
 * force again, which stands in the audit log.
 */
public final class SecretHistory {

  private final SecretVault vault;
  private final Database database;
  private final SecretStore store;
  private final ChangeAudit audit;
  private final SecretVersionLimits policy;
  private final Time time;

  SecretHistory(
      SecretVault vault,
      Database database,
      SecretStore store,
      ChangeAudit audit,
      SecretVersionLimits policy,
      Time time) {
    this.vault = vault;
    this.database = database;
    this.store = store;
    this.audit = audit;
    this.policy = policy;
    this.time = time;
  }

  /**
   * The versions of a secret that are kept, the one in force first.
   *
   * @throws CallFailedException {@code not_found}
   */
  public List<KeptVersion> versions(TenantScope scope, String name) {
    return database.inTenant(scope, tx -> versions(tx, name));
  }

  private List<KeptVersion> versions(Transaction tx, String name) {
    List<KeptVersion> kept = policy.kept(store.versions(tx, name), time.now());
    if (kept.isEmpty() || TokenVault.isToken(name)) {
      throw SecretVault.missing(name);
    }
    return kept;
  }

  /** Forgets versions of a secret that are kept no longer. */
  void shorten(Transaction tx, String name) {
    store.deleteBefore(tx, name, versions(tx, name).getLast().version());
  }

  /**
   * Puts the value of a former version in force again, as a version of its own.
   *
   * @return its number
   * @throws CallFailedException {@code not_found} when that version is not kept, {@code conflict}
   *     when it is in force
   */
  public int rollBack(TenantScope scope, AuditedAct act, String name, int to) {
    return vault.change(
        scope,
        tx -> {
          int version = store.nextVersion(tx, name);
          vault.add(tx, scope, act, name, version, former(tx, name, to));
          audit.write(
              tx,
              act,
              new AuditedChange(
                  "secret/" + name,
                  "version " + (version - 1),
                  "version %d, as version %d was".formatted(version, to)));
          return version;
        });
  }

  private String former(Transaction tx, String name, int wanted) {
    List<Integer> kept = versions(tx, name).stream().map(KeptVersion::version).toList();
    if (kept.getFirst() == wanted) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "version %d of the secret '%s' is in force already".formatted(wanted, name));
    }
    if (!kept.contains(wanted)) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "version %d of the secret '%s' is not kept: there are %s".formatted(wanted, name, kept));
    }
    return store
        .version(tx, name, wanted)
        .map(vault.sealing()::value)
        .orElseThrow(() -> SecretVault.missing(name));
  }

  /** Forgets versions of all tenants' secrets that are kept no longer. */
  public void shortenAll() {
    SecretVersions last = SecretVersions.NONE;
    List<SecretVersions> some;
    do {
      SecretVersions after = last;
      some = database.asEngine(EngineJob.SECRETS, tx -> shortened(tx, after));
      last = some.isEmpty() ? after : some.getLast();
    } while (!some.isEmpty());
  }

  private List<SecretVersions> shortened(EngineTransaction tx, SecretVersions after) {
    List<SecretVersions> some = store.withFormer(tx, after);
    for (SecretVersions secret : some) {
      KeptVersion oldest = policy.kept(secret.versions(), time.now()).getLast();
      if (oldest.version() > secret.versions().getLast().version()) {
        store.deleteBefore(tx, secret, oldest.version(), oldest.at());
      }
    }
    return some;
  }
}
