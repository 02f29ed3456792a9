package io.auterity.control.access.store;

import static io.auterity.platform.database.store.EngineStatement.TOUCH_API_KEYS;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
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

  public KeyStore(Database database) {
    this.database = database;
  }

  public void add(TenantScope scope, KeyRow key, byte[] sha256) {
    database.inTenant(
        scope,
        tx ->
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
                .execute());
  }

  /** The key, revoked or not. */
  public Optional<KeyRow> find(TenantScope scope, UUID id) {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select " + COLUMNS + " from api_key where tenant = :tenant and id = :id")
                .bind("tenant", scope.tenant())
                .bind("id", id)
                .map((row, context) -> key(row))
                .findOne());
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
  public boolean revoke(TenantScope scope, UUID id, Instant now) {
    return database.inTenant(
            scope,
            tx ->
                tx.update(
                        """
                        update api_key set revoked = coalesce(revoked, :now)
                        where tenant = :tenant and id = :id
                        """)
                    .bind("tenant", scope.tenant())
                    .bind("id", id)
                    .bind("now", now)
                    .execute())
        > 0;
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
