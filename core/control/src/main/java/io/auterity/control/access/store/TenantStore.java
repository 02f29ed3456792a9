package io.auterity.control.access.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tenants. */
public record TenantStore(Database database, ChangeAudit audit) {

  private static final EngineStatement CREATE_TENANT =
      new EngineStatement(
          "CREATE_TENANT",
          EngineJob.TENANCY,
          "insert into tenant (id, name, created) values (:id, :name, :created) on conflict do"
              + " nothing");

  private static final EngineStatement FIND_TENANT =
      new EngineStatement(
          "FIND_TENANT", EngineJob.TENANCY, "select id from tenant where name = :name");

  private static final EngineStatement LIST_TENANTS =
      new EngineStatement(
          "LIST_TENANTS",
          EngineJob.TENANCY,
          "select id, name, created from tenant where name > :after order by name limit :limit");

  private static final EngineStatement ADD_ADMIN_KEY =
      new EngineStatement(
          "ADD_ADMIN_KEY",
          EngineJob.TENANCY,
          """
          insert into api_key (id, tenant, name, secret_sha256, prefix, roles, allow, created)
          values (:id, :tenant, :name, :sha256, :prefix, :roles, :allow, :created)
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(CREATE_TENANT, FIND_TENANT, LIST_TENANTS, ADD_ADMIN_KEY);

  /** Adds a tenant together with its first key; false when the name is taken. */
  public boolean create(AuditedAct act, UUID tenant, String name, KeyRow key, byte[] sha256) {
    return database.asEngine(
        EngineJob.TENANCY,
        tx -> {
          boolean added = addTenant(tx, tenant, name, key.created());
          if (added) {
            addKey(tx, tenant, key, sha256);
            audit.write(
                tx,
                tenant,
                act,
                new AuditedChange("tenant/" + name, null, AuditedChange.digest(name)));
            audit.write(tx, tenant, act, key.change(null));
          }
          return added;
        });
  }

  /** Adds a key to the tenant of that name, whose id it gives; empty when there is none. */
  public Optional<UUID> addKey(AuditedAct act, String name, KeyRow key, byte[] sha256) {
    return database.asEngine(
        EngineJob.TENANCY,
        tx -> {
          Optional<UUID> tenant = find(tx, name);
          tenant.ifPresent(
              id -> {
                addKey(tx, id, key, sha256);
                audit.write(tx, id, act, key.change(null));
              });
          return tenant;
        });
  }

  public boolean isThere(String name) {
    return find(name).isPresent();
  }

  /** The tenant of that name. */
  public Optional<UUID> find(String name) {
    return database.asEngine(EngineJob.TENANCY, tx -> find(tx, name));
  }

  /** Tenants in the order of their names, those after a name. */
  public List<TenantRow> list(String after, int limit) {
    return database.asEngine(
        EngineJob.TENANCY,
        tx ->
            tx.query(LIST_TENANTS)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new TenantRow(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getTimestamp("created").toInstant()))
                .list());
  }

  public boolean isThere(TenantScope scope) {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select exists (select from tenant where id = :tenant)")
                .bind("tenant", scope.tenant())
                .mapTo(Boolean.class)
                .one());
  }

  private static Optional<UUID> find(EngineTransaction tx, String name) {
    return tx.query(FIND_TENANT).bind("name", name).mapTo(UUID.class).findOne();
  }

  public String name(TenantScope scope) {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select name from tenant where id = :tenant")
                .bind("tenant", scope.tenant())
                .mapTo(String.class)
                .one());
  }

  private static boolean addTenant(EngineTransaction tx, UUID id, String name, Instant created) {
    return tx.update(CREATE_TENANT)
            .bind("id", id)
            .bind("name", name)
            .bind("created", created)
            .execute()
        == 1;
  }

  private static void addKey(EngineTransaction tx, UUID tenant, KeyRow key, byte[] sha256) {
    tx.update(ADD_ADMIN_KEY)
        .bind("id", key.id())
        .bind("tenant", tenant)
        .bind("name", key.name())
        .bind("sha256", sha256)
        .bindArray("roles", String.class, key.roles())
        .bindArray("allow", String.class, key.allow())
        .bind("prefix", key.secrets().prefix())
        .bind("created", key.created())
        .execute();
  }
}
