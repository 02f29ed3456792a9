package io.auterity.platform.secret.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.secret.ListedSecret;
import io.auterity.platform.secret.SecretVersionLimits.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of secrets. */
public final class SecretStore {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  private static final String COLUMNS =
      """
      tenant, name, version, key_id, ciphertext, created, author""";

  private static final EngineStatement SECRET_KEYS_IN_USE =
      new EngineStatement(
          "SECRET_KEYS_IN_USE", EngineJob.SECRETS, "select distinct key_id from secret");

  /** Adds background jobs for revocations that the version before this one stored. */
  public static final EngineStatement FORMER_REVOCATIONS =
      new EngineStatement(
          "FORMER_REVOCATIONS",
          EngineJob.JOBS,
          """
          insert into job (tenant, kind, subject, due, added)
          select distinct tenant, 'token.revocation', substr(name, 8), cast(:now as timestamptz),
            cast(:now as timestamptz)
          from secret s where starts_with(name, 'revoke/') and not exists (
            select from job j where j.tenant = s.tenant and j.kind = 'token.revocation'
              and j.subject = substr(s.name, 8))
          order by 1, 3 on conflict do nothing
          """);

  /** The same for hooks that are to be removed. */
  public static final EngineStatement FORMER_HOOK_REMOVALS =
      new EngineStatement(
          "FORMER_HOOK_REMOVALS",
          EngineJob.JOBS,
          """
          insert into job (tenant, kind, subject, due, added)
          select distinct tenant, 'webhook.removal', substr(name, 8), cast(:now as timestamptz),
            cast(:now as timestamptz)
          from secret s where starts_with(name, 'unhook/') and not exists (
            select from job j where j.tenant = s.tenant and j.kind = 'webhook.removal'
              and j.subject = substr(s.name, 8))
          order by 1, 3 on conflict do nothing
          """);

  private static final EngineStatement SECRETS_UNDER_OTHER_KEYS =
      new EngineStatement(
          "SECRETS_UNDER_OTHER_KEYS",
          EngineJob.SECRETS,
          "select %s from secret where key_id <> :key limit 100 for update".formatted(COLUMNS));

  private static final EngineStatement REPLACE_SECRET =
      new EngineStatement(
          "REPLACE_SECRET",
          EngineJob.SECRETS,
          """
          update secret set key_id = :key, ciphertext = :ciphertext
          where tenant = :tenant and name = :name and version = :version
          """);

  // Tokens have no former version.
  private static final EngineStatement FORMER_SECRET_VERSIONS =
      new EngineStatement(
          "FORMER_SECRET_VERSIONS",
          EngineJob.SECRETS,
          """
          select tenant, name, version, created, author
          from secret join (
            select tenant, name from secret where (tenant, name) > (:tenant, :name)
            group by tenant, name having count(*) > 1 order by tenant, name limit 500) several
            using (tenant, name)
          order by tenant, name, version desc
          """);

  // A secret that was deleted and stored anew meanwhile begins with the same numbers.
  private static final EngineStatement FORGET_SECRET_VERSIONS =
      new EngineStatement(
          "FORGET_SECRET_VERSIONS",
          EngineJob.SECRETS,
          """
          delete from secret
          where tenant = :tenant and name = :name and version < :version and exists (
            select from secret kept
            where kept.tenant = :tenant and kept.name = :name
              and kept.version = :version and kept.created = :at)
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          SECRET_KEYS_IN_USE,
          FORMER_REVOCATIONS,
          FORMER_HOOK_REMOVALS,
          SECRETS_UNDER_OTHER_KEYS,
          REPLACE_SECRET,
          FORMER_SECRET_VERSIONS,
          FORGET_SECRET_VERSIONS);

  private static final RowMapper<SecretRow> ROW = (row, context) -> row(row);

  /** The version that comes next; other writers of the name wait until this transaction ends. */
  public int nextVersion(Transaction tx, String name) {
    tx.query("select pg_advisory_xact_lock(hashtextextended(:name, 0)) is null")
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
    return tx.query(
            "select coalesce(max(version), 0) + 1 from secret where tenant = current_tenant() and"
                + " name = :name")
        .bind("name", name)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Adds a version.
   *
   * @param author name of who stores it; null where no principal did
   */
  public void add(Transaction tx, SecretRow row, Instant created, @Nullable String author) {
    tx.update(
            """
            insert into secret (tenant, name, version, key_id, ciphertext, created, author)
            values (current_tenant(), :name, :version, :key, :ciphertext, :created, :author)
            """)
        .bind("name", row.name())
        .bind("version", row.version())
        .bind("key", row.keyId())
        .bind("ciphertext", row.ciphertext())
        .bind("created", created)
        .bind("author", author)
        .execute();
  }

  public Optional<SecretRow> latest(Transaction tx, String name) {
    return tx.query(
            """
            select %s from secret where tenant = current_tenant() and name = :name
            order by version desc limit 1
            """
                .formatted(COLUMNS))
        .bind("name", name)
        .map(ROW)
        .findOne();
  }

  public Optional<SecretRow> version(Transaction tx, String name, int version) {
    return tx.query(
            """
            select %s from secret
            where tenant = current_tenant() and name = :name and version = :version
            """
                .formatted(COLUMNS))
        .bind("name", name)
        .bind("version", version)
        .map(ROW)
        .findOne();
  }

  /** All versions that are there, the newest first. */
  public List<Stored> versions(Transaction tx, String name) {
    return tx.query(
            """
            select version, created, author from secret
            where tenant = current_tenant() and name = :name order by version desc
            """)
        .bind("name", name)
        .map((row, context) -> stored(row))
        .list();
  }

  /** Deletes the versions before one. */
  public void deleteBefore(Transaction tx, String name, int version) {
    tx.update(
            """
            delete from secret
            where tenant = current_tenant() and name = :name and version < :version
            """)
        .bind("name", name)
        .bind("version", version)
        .execute();
  }

  /** All secrets by name, each with the version in force and the hosts that it is bound to. */
  public List<ListedSecret> list(Transaction tx) {
    return tx.query(
            """
            select distinct on (secret.name) secret.name, version, created,
              coalesce(hosts, '{}') as hosts
            from secret left join secret_binding as bound
              on bound.tenant = current_tenant() and bound.name = secret.name
            where secret.tenant = current_tenant() order by secret.name, version desc
            """)
        .map(
            (row, context) ->
                new ListedSecret(
                    row.getString("name"),
                    Set.of((String[]) row.getArray("hosts").getArray()),
                    row.getInt("version"),
                    row.getTimestamp("created").toInstant()))
        .list();
  }

  /** The names that begin so. */
  public List<String> names(Transaction tx, String start) {
    return tx.query(
            """
            select distinct name from secret
            where tenant = current_tenant() and starts_with(name, :start) order by 1
            """)
        .bind("start", start)
        .mapTo(String.class)
        .list();
  }

  /** The hosts that it is bound to; none when it may go anywhere. */
  public Set<String> hosts(Transaction tx, String name) {
    return tx.query(
            """
            select unnest(hosts) from secret_binding
            where tenant = current_tenant() and name = :name
            """)
        .bind("name", name)
        .mapTo(String.class)
        .set();
  }

  /** Binds it to these hosts alone; to none means that it may go anywhere. */
  public void bind(Transaction tx, String name, Collection<String> hosts) {
    tx.update("delete from secret_binding where tenant = current_tenant() and name = :name")
        .bind("name", name)
        .execute();
    if (!hosts.isEmpty()) {
      tx.update(
              """
              insert into secret_binding (tenant, name, hosts)
              values (current_tenant(), :name, :hosts)
              """)
          .bind("name", name)
          .bindArray("hosts", String.class, hosts)
          .execute();
    }
  }

  public int delete(Transaction tx, String name) {
    return tx.update("delete from secret where tenant = current_tenant() and name = :name")
        .bind("name", name)
        .execute();
  }

  /** Deletes those whose names begin so and that were stored before a time. */
  public int deleteOlder(Transaction tx, String start, Instant before) {
    return tx.update(
            """
            delete from secret
            where tenant = current_tenant() and starts_with(name, :start) and created < :before
            """)
        .bind("start", start)
        .bind("before", before)
        .execute();
  }

  /** The numbers of the keys that any secret needs. */
  public Set<Integer> keysInUse(EngineTransaction tx) {
    return tx.query(SECRET_KEYS_IN_USE).mapTo(Integer.class).set();
  }

  /** Some secrets of all tenants that have former versions, those that come after one. */
  public List<SecretVersions> withFormer(EngineTransaction tx, SecretVersions after) {
    Map<SecretVersions, List<Stored>> found = new LinkedHashMap<>();
    tx.query(FORMER_SECRET_VERSIONS)
        .bind("tenant", after.tenant())
        .bind("name", after.name())
        .map(
            (row, context) ->
                found
                    .computeIfAbsent(
                        new SecretVersions(
                            row.getObject("tenant", UUID.class), row.getString("name"), List.of()),
                        secret -> new ArrayList<>())
                    .add(stored(row)))
        .list();
    return found.entrySet().stream()
        .map(one -> new SecretVersions(one.getKey().tenant(), one.getKey().name(), one.getValue()))
        .toList();
  }

  /** Deletes the versions of a secret before one of those that were found. */
  public void deleteBefore(EngineTransaction tx, SecretVersions secret, int version, Instant at) {
    tx.update(FORGET_SECRET_VERSIONS)
        .bind("tenant", secret.tenant())
        .bind("name", secret.name())
        .bind("version", version)
        .bind("at", at)
        .execute();
  }

  /** Some secrets that another key than this one encrypts. */
  public List<SecretRow> underOtherKeys(EngineTransaction tx, int keyId) {
    return tx.query(SECRETS_UNDER_OTHER_KEYS).bind("key", keyId).map(ROW).list();
  }

  public void replace(EngineTransaction tx, SecretRow row) {
    tx.update(REPLACE_SECRET)
        .bind("tenant", row.tenant())
        .bind("name", row.name())
        .bind("version", row.version())
        .bind("key", row.keyId())
        .bind("ciphertext", row.ciphertext())
        .execute();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getInt("version"), row.getTimestamp("created").toInstant(), row.getString("author"));
  }

  private static SecretRow row(ResultSet row) throws SQLException {
    return new SecretRow(
        row.getObject("tenant", UUID.class),
        row.getString("name"),
        row.getInt("version"),
        row.getInt("key_id"),
        row.getBytes("ciphertext"));
  }

  /**
   * A secret with its versions as they were stored.
   *
   * @param versions the newest first
   */
  public record SecretVersions(UUID tenant, String name, List<Stored> versions) {

    /** Comes before all. */
    public static final SecretVersions NONE = new SecretVersions(new UUID(0, 0), "", List.of());

    public SecretVersions {
      versions = List.copyOf(versions);
    }
  }

  /** One version of a secret as it is stored. */
  @SuppressWarnings("ArrayRecordComponent")
  public record SecretRow(UUID tenant, String name, int version, int keyId, byte[] ciphertext) {}
}
