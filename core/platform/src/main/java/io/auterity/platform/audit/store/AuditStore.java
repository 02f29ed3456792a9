package io.auterity.platform.audit.store;

import io.auterity.platform.audit.AuditEntry;
import io.auterity.platform.audit.AuditOrder;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and appends the rows of the audit log. */
public final class AuditStore {

  public static final EngineStatement APPEND_TENANCY_AUDIT =
      new EngineStatement(
          "APPEND_TENANCY_AUDIT", EngineJob.TENANCY, "select append_audit(:tenant, :bytes)");

  // The lock that lock_audit waits for.
  private static final EngineStatement TRY_LOCK_AUDIT =
      new EngineStatement(
          "TRY_LOCK_AUDIT",
          EngineJob.AUDIT,
          "select pg_try_advisory_xact_lock(hashtextextended('audit ' || cast(:tenant as uuid),"
              + " 0))");

  private static final EngineStatement READ_AUDIT =
      new EngineStatement(
          "READ_AUDIT",
          EngineJob.AUDIT,
          """
          select tenant, sequence, bytes from audit_entry
          where tenant = :tenant and sequence >= :from order by sequence limit :limit
          """);

  private static final EngineStatement READ_AUDIT_BACKWARDS =
      new EngineStatement(
          "READ_AUDIT_BACKWARDS",
          EngineJob.AUDIT,
          """
          select tenant, sequence, bytes from audit_entry
          where tenant = :tenant and sequence <= :from order by sequence desc limit :limit
          """);

  private static final EngineStatement NEXT_AUDIT_SEQUENCE =
      new EngineStatement(
          "NEXT_AUDIT_SEQUENCE",
          EngineJob.AUDIT,
          "select coalesce(max(sequence) + 1, 0) from audit_entry where tenant = :tenant");

  private static final EngineStatement AUDIT_ENTRY =
      new EngineStatement(
          "AUDIT_ENTRY",
          EngineJob.AUDIT,
          "select bytes from audit_entry where tenant = :tenant and sequence = :sequence");

  private static final EngineStatement APPEND_AUDIT =
      new EngineStatement(
          "APPEND_AUDIT",
          EngineJob.AUDIT,
          """
          insert into audit_entry (tenant, sequence, bytes)
          select :tenant, :first + place - 1, bytes
          from unnest(cast(:entries as bytea[])) with ordinality as entry (bytes, place)
          """);

  public static final EngineStatement APPEND_PLUGIN_AUDIT =
      new EngineStatement(
          "APPEND_PLUGIN_AUDIT", EngineJob.PLUGINS, "select append_audit(:tenant, :bytes)");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          APPEND_TENANCY_AUDIT,
          TRY_LOCK_AUDIT,
          READ_AUDIT,
          READ_AUDIT_BACKWARDS,
          NEXT_AUDIT_SEQUENCE,
          AUDIT_ENTRY,
          APPEND_AUDIT,
          APPEND_PLUGIN_AUDIT);

  private static final Logger LOG = LoggerFactory.getLogger(AuditStore.class);

  /** The sequence that the tenant's next entry gets. */
  public long next(EngineTransaction tx, UUID tenant) {
    return tx.query(NEXT_AUDIT_SEQUENCE).bind("tenant", tenant).mapTo(Long.class).one();
  }

  /**
   * Keeps every other writer of the tenant's entries out until this transaction ends; false when
   * one is at it.
   */
  public boolean tryLock(EngineTransaction tx, UUID tenant) {
    return tx.query(TRY_LOCK_AUDIT).bind("tenant", tenant).mapTo(Boolean.class).one();
  }

  /**
   * Appends entries of the tenant in the transaction of what they tell.
   *
   * @throws CallFailedException {@code unavailable} when they are not taken
   */
  public void append(Transaction tx, List<byte[]> entries) {
    appended(
        tx.query(
                """
                select append_audit(current_tenant(), bytes)
                from unnest(cast(:entries as bytea[])) as entry (bytes)
                """)
            .bind("entries", array(entries)));
  }

  /**
   * The same in a transaction of all tenants.
   *
   * @param statement of the transaction's job
   * @throws CallFailedException {@code unavailable} when it is not taken
   */
  public void append(EngineTransaction tx, EngineStatement statement, UUID tenant, byte[] bytes) {
    appended(tx.query(statement).bind("tenant", tenant).bind("bytes", bytes));
  }

  private static void appended(Query append) {
    try {
      append.mapTo(Long.class).list();
    } catch (JdbiException e) {
      LOG.error("The audit log does not take an entry; the change that it tells of is undone.", e);
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "the audit log does not take the entry, so nothing was changed; try again");
    }
  }

  /** Appends a tenant's entries from a sequence on, whose log this transaction has locked. */
  public void append(EngineTransaction tx, UUID tenant, long first, List<byte[]> entries) {
    tx.update(APPEND_AUDIT)
        .bind("tenant", tenant)
        .bind("first", first)
        .bind("entries", array(entries))
        .execute();
  }

  private static Argument array(List<byte[]> entries) {
    byte[][] rows = entries.toArray(byte[][]::new);
    return (position, statement, context) -> statement.setObject(position, rows);
  }

  /** Whether exactly this entry stands in its place. */
  public boolean holds(EngineTransaction tx, AuditEntry row) {
    return tx.query(AUDIT_ENTRY)
        .bind("tenant", row.tenant())
        .bind("sequence", row.sequence())
        .mapTo(byte[].class)
        .findOne()
        .filter(bytes -> Arrays.equals(bytes, row.bytes()))
        .isPresent();
  }

  /** The entries of a tenant, or of the installation, from a sequence on. */
  public List<AuditEntry> read(
      EngineTransaction tx, AuditOrder order, UUID tenant, long from, int limit) {
    return tx.query(
            switch (order) {
              case OLDEST_FIRST -> READ_AUDIT;
              case NEWEST_FIRST -> READ_AUDIT_BACKWARDS;
            })
        .bind("tenant", tenant)
        .bind("from", from)
        .bind("limit", limit)
        .map((row, context) -> entry(row))
        .list();
  }

  /** The tenant's entries from a sequence on. */
  public List<AuditEntry> read(Transaction tx, AuditOrder order, long from, int limit) {
    return tx.query(
            switch (order) {
              case OLDEST_FIRST ->
                  """
                  select tenant, sequence, bytes from audit_entry
                  where tenant = current_tenant() and sequence >= :from
                  order by sequence limit :limit
                  """;
              case NEWEST_FIRST ->
                  """
                  select tenant, sequence, bytes from audit_entry
                  where tenant = current_tenant() and sequence <= :from
                  order by sequence desc limit :limit
                  """;
            })
        .bind("from", from)
        .bind("limit", limit)
        .map((row, context) -> entry(row))
        .list();
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3));
  }
}
