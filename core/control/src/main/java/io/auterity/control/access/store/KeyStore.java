package io.auterity.control.access.store;

import io.auterity.control.access.store.CredentialStore.CallerRow;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** API keys of a tenant. */
public record KeyStore(Database database, ChangeAudit audit) {

  private static final EngineStatement TOUCH_API_KEYS =
      new EngineStatement(
          "TOUCH_API_KEYS",
          EngineJob.ACCESS,
          """
          update api_key
          set last_used = greatest(last_used, :at),
              secret_used = case when secret_sha256 = :sha256
                then greatest(secret_used, :at) else secret_used end,
              former_used = case when former_sha256 = :sha256
                then greatest(former_used, :at) else former_used end
          where id = :id
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(TOUCH_API_KEYS);

  private static final String COLUMNS =
      """
       id, name, roles, allow, deny, owner, holder, labels, models, doors, tools, created, expires,
       revoked, last_used, prefix, secret_used, rotated, former_prefix, former_until, former_used
      """;

  /** A key and the digest of its secret. */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record NewKey(KeyRow key, byte[] sha256) {}

  /** Adds all of these, or none. */
  public void add(TenantScope scope, AuditedAct act, List<NewKey> added) {
    database.inTenant(
        scope,
        tx -> {
          for (NewKey one : added) {
            insert(tx, scope, one.key(), one.sha256());
            audit.write(tx, act, one.key().change(null));
          }
          return added;
        });
  }

  /** Of these names, those that keys of the tenant have. */
  public List<String> taken(TenantScope scope, List<String> names) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    "select name from api_key where tenant = :tenant and not person"
                        + " and name = any(:names) order by name")
                .bind("tenant", scope.tenant())
                .bindArray("names", String.class, names)
                .mapTo(String.class)
                .list());
  }

  private static void insert(Transaction tx, TenantScope scope, KeyRow key, byte[] sha256) {
    tx.update(
            """
            insert into api_key
              (id, tenant, name, secret_sha256, prefix, roles, allow, deny, owner, holder, labels,
               models, doors, tools, created, expires)
            values
              (:id, :tenant, :name, :sha256, :prefix, :roles, :allow, :deny, :owner, :holder,
               cast(:labels as jsonb), :models, :doors, :tools, :created, :expires)
            """)
        .bind("id", key.id())
        .bind("tenant", scope.tenant())
        .bind("name", key.name())
        .bind("sha256", sha256)
        .bindArray("roles", String.class, key.roles())
        .bindArray("allow", String.class, key.allow())
        .bindArray("deny", String.class, key.deny())
        .bind("prefix", key.secrets().prefix())
        .bind("owner", key.terms().owner())
        .bind("holder", key.terms().holder())
        .bind("labels", RowValues.json(key.terms().labels()))
        .bindByType("models", RowValues.array(key.terms().models()), String[].class)
        .bindByType("doors", RowValues.array(key.terms().doors()), String[].class)
        .bindByType("tools", RowValues.array(key.terms().tools()), String[].class)
        .bind("created", key.created())
        .bind("expires", key.expires())
        .execute();
  }

  /** What a principal may do, whose key is revoked or not: that of a key, or of a person. */
  public Optional<KeyRow> find(TenantScope scope, UUID id) {
    return database.inTenant(scope, tx -> find(tx, scope, id));
  }

  /** The key, revoked or not; a person has none. */
  public Optional<KeyRow> findKey(TenantScope scope, UUID id) {
    return database.inTenant(scope, tx -> key(tx, scope, id, ""));
  }

  /** The key of a name, revoked or not; a person has none. */
  public Optional<KeyRow> named(TenantScope scope, String name) {
    return database.inTenant(scope, tx -> named(tx, scope, name));
  }

  /** As {@link #named(TenantScope, String)}, in a transaction of the tenant. */
  public static Optional<KeyRow> named(Transaction tx, TenantScope scope, String name) {
    return tx.query(
            "select "
                + COLUMNS
                + " from api_key where tenant = :tenant and name = :name and not person")
        .bind("tenant", scope.tenant())
        .bind("name", name)
        .map((row, context) -> key(row))
        .findOne();
  }

  private static Optional<KeyRow> key(Transaction tx, TenantScope scope, UUID id, String how) {
    return tx.query(
            "select "
                + COLUMNS
                + " from api_key where tenant = :tenant and id = :id and not person"
                + how)
        .bind("tenant", scope.tenant())
        .bind("id", id)
        .map((row, context) -> key(row))
        .findOne();
  }

  private static Optional<KeyRow> find(Transaction tx, TenantScope scope, UUID id) {
    return tx.query("select " + COLUMNS + " from api_key where tenant = :tenant and id = :id")
        .bind("tenant", scope.tenant())
        .bind("id", id)
        .map((row, context) -> key(row))
        .findOne();
  }

  /**
   * Keys in the order of their ids, after {@code after}.
   *
   * @param search which of them
   */
  public List<KeyRow> list(TenantScope scope, KeySearch search, UUID after, int limit) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    "select "
                        + COLUMNS
                        + """
                        from api_key
                        where tenant = :tenant and not person and id > :after
                          and (cast(:name as text) is null
                            or strpos(lower(name), lower(:name)) > 0)
                          and (cast(:prefix as text) is null
                            or starts_with(prefix, :prefix) or starts_with(former_prefix, :prefix))
                          and (cast(:owner as text) is null
                            or owner = :owner or 'user/' || holder = :owner)
                        order by id limit :limit
                        """)
                .bind("tenant", scope.tenant())
                .bind("name", search.name())
                .bind("prefix", search.prefix())
                .bind("owner", search.owner())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> key(row))
                .list());
  }

  /**
   * Changes what a key narrows, and when it ends.
   *
   * @param before the key as it was found; one that was changed since is left as it is
   * @return the key as it is from now on; empty when it was changed or revoked meanwhile
   */
  public Optional<KeyRow> edit(
      TenantScope scope, AuditedAct act, KeyRow before, KeyTerms terms, @Nullable Instant expires) {
    return database.inTenant(
        scope,
        tx -> {
          Optional<KeyRow> edited =
              key(tx, scope, before.id(), " for update")
                  .filter(before::allowsAs)
                  .map(found -> edited(tx, scope, found.id(), terms, expires));
          edited.ifPresent(key -> audit.write(tx, act, key.change(before)));
          return edited;
        });
  }

  private static KeyRow edited(
      Transaction tx, TenantScope scope, UUID id, KeyTerms terms, @Nullable Instant expires) {
    return tx.query(
            """
            update api_key
            set holder = :holder, labels = cast(:labels as jsonb), models = :models, doors = :doors,
                tools = :tools, expires = :expires
            where tenant = :tenant and id = :id
            returning
            """
                + COLUMNS)
        .bind("tenant", scope.tenant())
        .bind("id", id)
        .bind("holder", terms.holder())
        .bind("labels", RowValues.json(terms.labels()))
        .bindByType("models", RowValues.array(terms.models()), String[].class)
        .bindByType("doors", RowValues.array(terms.doors()), String[].class)
        .bindByType("tools", RowValues.array(terms.tools()), String[].class)
        .bind("expires", expires)
        .map((row, context) -> key(row))
        .one();
  }

  /** Revokes a key for good; false when the tenant has no such key. */
  public boolean revoke(TenantScope scope, AuditedAct act, UUID id, Instant now) {
    return database.inTenant(
        scope,
        tx -> {
          Optional<KeyRow> revoked = revoked(tx, scope, id, now);
          revoked.ifPresent(key -> audit.write(tx, act, key.change(key.unrevoked())));
          return revoked.isPresent() || key(tx, scope, id, "").isPresent();
        });
  }

  /** The key as it is from now on; empty when it is revoked already, or not there. */
  private static Optional<KeyRow> revoked(Transaction tx, TenantScope scope, UUID id, Instant now) {
    return tx.query(
            "update api_key set revoked = :now where tenant = :tenant and id = :id and not person"
                + " and revoked is null returning "
                + COLUMNS)
        .bind("tenant", scope.tenant())
        .bind("id", id)
        .bind("now", now)
        .map((row, context) -> key(row))
        .findOne();
  }

  /**
   * Gives a key another secret.
   *
   * @param before the key as it was found; one that was rotated since is left as it is
   * @param replaces whether the present secret is the one that ends at once, and the former stays
   * @param until when the secret ends that stays beside the new one
   * @return the key as it is from now on; empty when it was rotated or revoked meanwhile
   */
  public Optional<KeyRow> rotate(
      TenantScope scope,
      AuditedAct act,
      KeyRow before,
      boolean replaces,
      Instant until,
      Instant now,
      String prefix,
      byte[] sha256) {
    return database.inTenant(
        scope,
        tx -> {
          Optional<KeyRow> rotated =
              tx.query(
                      """
                      update api_key
                      set former_sha256 = case when :replaces then former_sha256 else secret_sha256 end,
                          former_prefix = case when :replaces then former_prefix else prefix end,
                          former_used = case when :replaces then former_used else secret_used end,
                          former_until =
                            case when :replaces then least(former_until, :until) else :until end,
                          secret_sha256 = :sha256, prefix = :prefix, secret_used = null, rotated = :now
                      where tenant = :tenant and id = :id and not person and revoked is null
                        and rotated is not distinct from :rotated
                      returning
                      """
                          + COLUMNS)
                  .bind("replaces", replaces)
                  .bind("tenant", scope.tenant())
                  .bind("id", before.id())
                  .bind("until", until)
                  .bind("sha256", sha256)
                  .bind("prefix", prefix)
                  .bind("now", now)
                  .bind("rotated", before.secrets().rotated())
                  .map((row, context) -> key(row))
                  .findOne();
          rotated.ifPresent(key -> audit.write(tx, act, key.change(before)));
          return rotated;
        });
  }

  /** Notes when keys were last used, and by which of their secrets. */
  public void touch(Map<CallerRow, Instant> used) {
    database.asEngine(
        EngineJob.ACCESS,
        tx -> {
          PreparedBatch batch = tx.batch(TOUCH_API_KEYS);
          used.forEach(
              (caller, at) ->
                  batch
                      .bind("id", caller.key())
                      .bind("sha256", caller.sha256())
                      .bind("at", at)
                      .add());
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
        new KeyTerms(
            row.getString("owner"),
            row.getString("holder"),
            RowValues.textsByName(row, "labels"),
            RowValues.textsOrNull(row, "models"),
            RowValues.textsOrNull(row, "doors"),
            RowValues.textsOrNull(row, "tools")),
        RowValues.instant(row, "created"),
        RowValues.instantOrNull(row, "expires"),
        RowValues.instantOrNull(row, "revoked"),
        RowValues.instantOrNull(row, "last_used"),
        new KeySecrets(
            row.getString("prefix"),
            RowValues.instantOrNull(row, "secret_used"),
            RowValues.instantOrNull(row, "rotated"),
            row.getString("former_prefix"),
            RowValues.instantOrNull(row, "former_until"),
            RowValues.instantOrNull(row, "former_used")));
  }
}
