package io.auterity.relay.capture.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.time.Time;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.route.Capture;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Answers that callers come back to, with what they answer: sealed as captured content is, until
 * they expire or their caller erases them. Of a tenant the oldest go beyond {@link #ROOM}.
 */
public final class ResponseTable implements Captures.Store {

  // Rows of tenants in one order, so that servers that count at once do not wait for each other.
  // So that what another transaction has kept of the same batch is seen by the next statement.
  private static final EngineStatement LOCK_RESPONSE_BYTES =
      new EngineStatement(
          "LOCK_RESPONSE_BYTES",
          EngineJob.DECISIONS,
          """
          select tenant from kept_response_bytes where tenant = any (?::uuid[])
          order by tenant for update
          """);

  private static final EngineStatement INSERT_RESPONSES =
      new EngineStatement(
          "INSERT_RESPONSES",
          EngineJob.DECISIONS,
          """
          with given as (
            select * from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bytea[])
              with ordinality as g(decision, tenant, expires, sealed, place)
            where not exists (
              select from kept_response k where k.tenant = g.tenant and k.decision = g.decision)),
          counted as (
            insert into kept_response_bytes (tenant, bytes)
            select tenant, sum(length(sealed)) from given group by tenant order by tenant
            on conflict (tenant) do update set bytes = kept_response_bytes.bytes + excluded.bytes
            returning tenant, bytes)
          insert into kept_response (tenant, decision, expires, before, sealed)
          select tenant, decision, timestamptz 'epoch' + expires * interval '1 microsecond',
            bytes - sum(length(sealed)) over (partition by tenant order by place desc), sealed
          from given join counted using (tenant)
          on conflict do nothing
          """);

  private static final EngineStatement DROP_OLDEST_RESPONSES =
      new EngineStatement(
          "DROP_OLDEST_RESPONSES",
          EngineJob.DECISIONS,
          """
          delete from kept_response k using kept_response_bytes b
          where k.tenant = any (?::uuid[]) and b.tenant = k.tenant and k.before < b.bytes - ?
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(LOCK_RESPONSE_BYTES, INSERT_RESPONSES, DROP_OLDEST_RESPONSES);

  /** Bytes that a tenant keeps, packed and sealed. */
  public static final long ROOM = 64L << 20;

  private static final int ROWS_AT_ONCE = 4;

  private final Database database;
  private final ContentSeal seal;
  private final Time time;
  private final Duration kept;
  private final long room;

  public ResponseTable(
      Database database, ContentSeal content, Time time, Duration kept, long room) {
    this.database = database;
    this.seal = content.forPurpose("response");
    this.time = time;
    this.kept = kept;
    this.room = room;
  }

  @Override
  public void write(List<Captures.Kept> batch) {
    Instant expires = time.now().plus(kept);
    ColumnArrays columns = new ColumnArrays(batch.size());
    for (Captures.Kept one : batch) {
      columns
          .row()
          .add(one.decision())
          .add(one.scope().tenant())
          .add(expires)
          .add(seal.seal(one.scope(), one.decision(), CaptureTable.packed(one.content())));
    }
    UUID[] tenants =
        batch.stream().map(one -> one.scope().tenant()).distinct().toArray(UUID[]::new);
    database.asEngine(
        EngineJob.DECISIONS,
        tx -> {
          try (PreparedStatement lock = tx.prepare(LOCK_RESPONSE_BYTES);
              PreparedStatement insert = tx.prepare(INSERT_RESPONSES);
              PreparedStatement drop = tx.prepare(DROP_OLDEST_RESPONSES)) {
            Array all = drop.getConnection().createArrayOf("uuid", tenants);
            lock.setArray(1, all);
            lock.execute();
            columns.bind(insert);
            insert.executeUpdate();
            drop.setArray(1, all);
            drop.setLong(2, room);
            return drop.executeUpdate();
          } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
          }
        });
  }

  /**
   * Hands over what is kept of some calls, of each that is kept; one is opened after the other.
   *
   * @param each must not use the database
   */
  public void each(
      TenantScope scope, Collection<UUID> decisions, BiConsumer<UUID, CapturedContent> each) {
    database.inTenant(
        scope,
        tx -> {
          tx.query(
                  """
                  select decision, sealed from kept_response
                  where tenant = current_tenant() and decision = any(:decisions)
                    and expires > :now
                  """)
              .bindArray("decisions", UUID.class, decisions)
              .bind("now", time.now())
              .setFetchSize(ROWS_AT_ONCE)
              .map(
                  (row, context) ->
                      Map.entry(row.getObject("decision", UUID.class), row.getBytes("sealed")))
              .forEach(one -> each.accept(one.getKey(), open(scope, one.getKey(), one.getValue())));
          return true;
        });
  }

  private CapturedContent open(TenantScope scope, UUID decision, byte[] sealed) {
    return CaptureTable.unpacked(Capture.FULL, null, seal.open(scope, decision, sealed));
  }

  /** Erases it; false when nothing was kept. */
  public boolean erase(TenantScope scope, UUID decision) {
    return database.inTenant(
        scope,
        tx ->
            tx.update(
                        """
                        delete from kept_response
                        where tenant = current_tenant() and decision = :decision
                        """)
                    .bind("decision", decision)
                    .execute()
                > 0);
  }
}
