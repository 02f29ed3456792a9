package io.auterity.server.wiring;

import io.auterity.control.access.Access;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Retention;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretCache;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.SecretVersionLimits;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.token.ProviderTokens;
import io.auterity.server.idempotency.Idempotency;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.runs.CompletedRuns;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/**
 * What every other part stands on: the database and what is written beside its rows, secrets, and
 * who may do what.
 */
final class BaseParts {

  final Time time = Time.system();
  final Instant startedAt = time.now();
  final SecureRandom random = new SecureRandom();
  final Ids ids = Ids.system(time);
  final Binder binder = new Binder();
  final Catalogue catalogue = Catalogue.standard();
  final Telemetry telemetry;

  final Storage storage;
  final Database database;
  final ChangeFeed changes;
  final Retention retention;
  final AuditLog audit;
  final ChangeAudit changeAudit;
  final Outbox outbox;
  final Idempotency idempotency;

  final SecretVault secrets;
  final SecretCache keptSecrets;
  final TokenVault tokenVault;
  final ProviderTokens tokens;
  final ContentSeal seal;
  final Owners owners;
  final Access access;

  BaseParts(Path masterKey, Settings settings, Storage storage, Telemetry telemetry) {
    this.telemetry = telemetry;
    this.storage = storage;
    this.database = storage.database();
    this.changes = database.changes();
    this.retention = new Retention(database, settings.retention(), time);
    this.audit = new AuditLog(database, time);
    this.changeAudit = new ChangeAudit(ids, time);
    this.outbox = new Outbox(database, time);
    outbox.subscribe(new CompletedRuns(telemetry.meters()));
    this.idempotency = new Idempotency(new IdempotencyStore(database), ids, time);

    MasterKey key = MasterKey.open(masterKey);
    this.secrets =
        new SecretVault(
            database,
            key,
            time,
            changeAudit,
            new SecretVersionLimits(
                settings.secrets().formerVersions(),
                Duration.ofDays(settings.secrets().formerDays())));
    retention.also("Forgetting former versions of secrets", secrets.history()::shortenAll);
    secrets.sealing().follow(changes);
    this.keptSecrets = new SecretCache(secrets, time);
    keptSecrets.follow(secrets, changes);
    this.tokenVault = new TokenVault(database, secrets);
    this.tokens = new ProviderTokens(tokenVault, keptSecrets::changes, outbox, ids, time);
    this.seal = new ContentSeal(key);
    this.owners = new Owners();
    this.access = new Access(database, audit, owners, catalogue::ids, ids, time, random);
    access.follow(changes);
  }
}
