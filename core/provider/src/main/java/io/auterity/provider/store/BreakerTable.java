package io.auterity.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.provider.health.BreakerChange;
import io.auterity.provider.health.SharedBreakers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What breakers found out, in PostgreSQL, by its clock: of a tenant the latest 256. */
public record BreakerTable(Database database) implements SharedBreakers {

  private static final int KEPT_OF_TENANT = 256;

  @Override
  public void publish(TenantScope scope, UUID process, List<ProviderChange> changes) {
    database.inTenant(
        scope,
        tx -> {
          lock(tx);
          put(tx, process, changes);
          return forget(tx);
        });
  }

  // Two servers that publish of the same offers would wait for each other.
  private static void lock(Transaction tx) {
    tx.query("select pg_advisory_xact_lock(hashtextextended('breakers ' || current_tenant(), 0))")
        .mapTo(String.class)
        .list();
  }

  private static void put(Transaction tx, UUID process, List<ProviderChange> changes) {
    PreparedBatch batch =
        tx.batch(
            """
            insert into breaker_change
              (tenant, provider, offer, process, kind, delay_ms, failing_ms, published)
            values (current_tenant(), :provider, :offer, :process, :kind, :delay, :failing,
              clock_timestamp() - :age * interval '1 millisecond')
            on conflict (tenant, provider, offer) do update set process = excluded.process,
              kind = excluded.kind, delay_ms = excluded.delay_ms,
              failing_ms = excluded.failing_ms, published = excluded.published
            """);
    for (ProviderChange one : changes) {
      BreakerChange change = one.change();
      batch
          .bind("provider", one.provider())
          .bind("offer", change.of())
          .bind("process", process)
          .bind("kind", change.kind().name().toLowerCase(Locale.ROOT))
          .bind("delay", Duration.ofNanos(change.delay()).toMillis())
          .bind("age", one.age().toMillis())
          .bind("failing", Duration.ofNanos(change.failing()).toMillis())
          .add();
    }
    batch.execute();
  }

  private static int forget(Transaction tx) {
    return tx.update(
            """
            delete from breaker_change where tenant = current_tenant() and (provider, offer) in (
              select provider, offer from breaker_change where tenant = current_tenant()
              order by published desc offset :kept)
            """)
        .bind("kept", KEPT_OF_TENANT)
        .execute();
  }

  @Override
  public List<Published> published(TenantScope scope, UUID process) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select provider, offer, kind, delay_ms, failing_ms, published::text as version,
                      ceil(extract(epoch from clock_timestamp() - published) * 1000)::bigint as age
                    from breaker_change where tenant = current_tenant() and process <> :process
                      and published > clock_timestamp() - :kept * interval '1 second'
                    """
                        + " and "
                        + ChangeFeed.LIVING
                        + " order by published")
                .bind("process", process)
                .bind("kept", KEPT.toSeconds())
                .map((row, context) -> read(row))
                .list());
  }

  private static Published read(ResultSet row) throws SQLException {
    BreakerChange change =
        new BreakerChange(
            row.getString("offer"),
            BreakerChange.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            Duration.ofMillis(row.getLong("delay_ms")).toNanos(),
            Duration.ofMillis(row.getLong("failing_ms")).toNanos());
    Duration age = Duration.ofMillis(Math.max(0, row.getLong("age")));
    return new Published(
        new ProviderChange(row.getString("provider"), change, age), row.getString("version"));
  }
}
