package io.auterity.control.access.store;

import static io.auterity.platform.database.store.EngineStatement.TOUCH_API_KEYS;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** API keys of a tenant. */
public final class KeyStore {

  private static final String COLUMNS =
      "id, name, roles, allow, deny, created, expires, revoked, last_used";

  private final Database database;
  private final ChangeAudit audit;

  public KeyStore(Database database, ChangeAudit audit) {
    this.database = database;
    this.audit = audit;
  }

  public void add(TenantScope scope, AuditedAct act, KeyRow key, byte[] sha256) {
    database.inTenant(
        scope,
        tx -> {
          insert(tx, scope, key, sha256);
          audit.write(tx, act, key.change(null));
          return key;
        });
  }

  private static void insert(Transaction tx, TenantScope scope, KeyRow key, byte[] sha256) {
    tx.update(
            """
                    insert into api_key (id, tenant, name, secret_sha256, roles, allow, deny, created, expires)
                    values (:id, :tenant, :name, :sha256, :roles, :allow, :deny, :created, :expires)
                    """)
        .bind("id", key.id())
        .bind("tenant", scope.tenant())
        .bind("name", key.name())
        .bind("sha256", sha256)
        .bindArray("roles", String.class, key.roles())
        .bindArray("allow", String.class, key.allow())
        .bindArray("deny", String.class, key.deny())
        .bind("created", key.created())
        .bind("expires", key.expires())
        .execute();
  }

  /** The key, revoked or not. */
  public Optional<KeyRow> find(TenantScope scope, UUID id) {
    return database.inTenant(scope, tx -> find(tx, scope, id));
  }

  private static Optional<KeyRow> find(Transaction tx, TenantScope scope, UUID id) {
    return tx.query("select " + COLUMNS + " from api_key where tenant = :tenant and id = :id")
        .bind("tenant", scope.tenant())
        .bind("id", id)
        .map((row, context) -> key(row))
        .findOne();
  }

  /** Keys in the order of their ids, after {@code after}. */
  public List<KeyRow> list(TenantScope scope, UUID after, int limit) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    "select "
                        + COLUMNS
                        + " from api_key where tenant = :tenant and id > :after order by id limit :limit")
                .bind("tenant", scope.tenant())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> key(row))
                .list());
  }

  /** Revokes a key for good; false when the tenant has no such key. */
  public boolean revoke(TenantScope scope, AuditedAct act, UUID id, Instant now) {
    return database.inTenant(
        scope,
        tx -> {
          Optional<KeyRow> revoked = revoked(tx, scope, id, now);
          revoked.ifPresent(key -> audit.write(tx, act, key.change(key.unrevoked())));
          return revoked.isPresent() || find(tx, scope, id).isPresent();
        });
  }

  /** The key as it is from now on; empty when it is revoked already, or not there. */
  private static Optional<KeyRow> revoked(Transaction tx, TenantScope scope, UUID id, Instant now) {
    return tx.query(
            "update api_key set revoked = :now"
                + " where tenant = :tenant and id = :id and revoked is null returning "
                + COLUMNS)
        .bind("tenant", scope.tenant())
        .bind("id", id)
        .bind("now", now)
        .map((row, context) -> key(row))
        .findOne();
  }

  /** Notes when keys were last used. */
  public void touch(Map<UUID, Instant> used) {
    database.asEngine(
        EngineJob.ACCESS,
        tx -> {
          PreparedBatch batch = tx.batch(TOUCH_API_KEYS);
          used.forEach((id, at) -> batch.bind("id", id).bind("at", at).add());
          return batch.execute().length;
        });
  }

  private static KeyRow key(ResultSet row) throws SQLException {
    return new KeyRow(
        RowValues.uuid(row, "id"),
        row.getString("name"),
        RowValues.texts(row, "roles"),
        RowValues.texts(row, "allow"),
        RowValues.texts(row, "deny"),
        RowValues.instant(row, "created"),
        RowValues.instantOrNull(row, "expires"),
        RowValues.instantOrNull(row, "revoked"),
        RowValues.instantOrNull(row, "last_used"));
  }
}
