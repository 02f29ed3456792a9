package io.auterity.server.part;

import io.auterity.control.access.Access;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.control.access.store.CredentialStore;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.TenantStore;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Acts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.config.EgressApproval;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.database.store.RetentionStatements;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.platform.part.PartList;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretCache;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.SecretVersionLimits;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.secret.store.SecretStore;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.token.ProviderTokens;
import io.auterity.server.health.Dependency;
import io.auterity.server.idempotency.Idempotency;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.telemetry.ProcessGauges;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The foundation of all other server parts: the database and what is written beside its rows,
 * secrets, and authorization.
 */
public final class Foundation implements ServerPart {

  private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);

  public final Time time = Time.system();
  public final Instant startedAt = time.now();
  public final SecureRandom random = new SecureRandom();
  public final Ids ids = Ids.system(time);
  public final Binder binder = new Binder();
  public final Catalogue catalogue = Catalogue.standard();
  public final Telemetry telemetry;

  public final Database database;
  public final ChangeFeed changes;
  public final Retention retention;
  public final AuditLog audit;
  public final ChangeAudit changeAudit;
  public final Outbox outbox;
  public final Idempotency idempotency;
  public final JobQueue jobs = new JobQueue(time);

  public final SecretVault secrets;
  public final SecretCache keptSecrets;
  public final TokenVault tokenVault;
  public final ProviderTokens tokens;
  public final ContentSeal seal;
  public final Owners owners;
  public final Access access;

  private final boolean carriesRuns;
  private final List<String> approvals;

  /**
   * The foundation over a database.
   *
   * @param acts all that there are, asked when one is decided about
   */
  public Foundation(
      Path masterKey,
      Settings settings,
      Database database,
      Telemetry telemetry,
      Supplier<Acts> acts) {
    this.telemetry = telemetry;
    this.carriesRuns = settings.engine().enabled();
    this.approvals = settings.egress().allow();
    this.database = database;
    this.changes = database.changes();
    this.retention = new Retention(database, settings.retention(), time);
    this.audit = new AuditLog(database, time);
    this.changeAudit = new ChangeAudit(ids, time);
    this.outbox = new Outbox(database, time);
    this.idempotency = new Idempotency(new IdempotencyStore(database), ids, time, changes::process);

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
    this.access = new Access(database, audit, owners, catalogue::ids, acts, ids, time, random);
    access.follow(changes);
  }

  @Override
  public List<Act> acts() {
    return List.of(GrantAuthorizer.ENTER, GrantAuthorizer.SECRET_USE);
  }

  @Override
  public List<EngineStatement> statements() {
    return EngineStatement.all(
        List.of(
            RetentionStatements.STATEMENTS,
            AuditStore.STATEMENTS,
            OutboxStore.STATEMENTS,
            SecretStore.STATEMENTS,
            TenantStore.STATEMENTS,
            KeyStore.STATEMENTS,
            CredentialStore.STATEMENTS));
  }

  @Override
  public void meters(MeterRegistry meters) {
    database.measure(meters);
    outbox.measure(meters);
    new ProcessGauges(meters)
        .of(
            "auterity.audit.waiting",
            "Entries of audit logs that are not written yet",
            audit,
            AuditLog::waiting);
  }

  @Override
  public void open() {
    if (carriesRuns) {
      retention.start();
    }
    audit.start();
    outbox.start();
    secrets.sealing().check();
    access.start();
    warnOfUnknownTenants();
    changes.open();
  }

  /** Approvals for tenants that are not there: their names may be misspelled. */
  private void warnOfUnknownTenants() {
    for (String approval : approvals) {
      if (!access.tenants().isThere(EgressApproval.read(approval))) {
        LOG.warn(
            "egress.allow has '{}', and no tenant has that name or id: it approves nothing now.",
            approval);
      }
    }
  }

  @Override
  public List<Dependency> dependencies() {
    return List.of(Dependency.of("audit", audit::problem, audit::warning));
  }

  @Override
  public void close() {
    PartList.end(this, access::close, outbox::close, audit::close, retention::close);
  }
}
