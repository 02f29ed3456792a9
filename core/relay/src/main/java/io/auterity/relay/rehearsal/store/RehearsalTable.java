package io.auterity.relay.rehearsal.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.rehearsal.OutageRehearsal;
import io.auterity.relay.rehearsal.RehearsalLog;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rehearsals of all tenants, in PostgreSQL. */
public record RehearsalTable(Database database, ChangeAudit audit) implements RehearsalLog {

  private static final EngineStatement ACTIVE_REHEARSALS =
      new EngineStatement(
          "ACTIVE_REHEARSALS",
          EngineJob.REHEARSALS,
          """
          select id, tenant, provider, fault, run, named, began, until, ended, why from rehearsal
          where ended is null and until > :now order by began, id
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(ACTIVE_REHEARSALS);

  private static final String SELECT =
      """
      select id, tenant, provider, fault, run, named, began, until, ended, why from rehearsal
      where tenant = current_tenant()
      """;

  @Override
  public void begin(TenantScope scope, AuditedAct act, OutageRehearsal one) {
    database.inTenant(
        scope,
        tx -> {
          refuseWhatCollides(tx, one);
          tx.update(
                  """
                  insert into rehearsal (id, tenant, provider, fault, run, named, began, until)
                  values (:id, current_tenant(), :provider, :fault, cast(:run as uuid), :named, :began, :until)
                  """)
              .bind("id", one.id())
              .bind("provider", one.provider())
              .bind("fault", one.fault().wire())
              .bind("run", one.run())
              .bind("named", one.by())
              .bind("began", one.began())
              .bind("until", one.until())
              .execute();
          audit.write(tx, act, new AuditedChange(named(one), null, told(one)));
          return true;
        });
  }

  // One at a time sees how many there are.
  private static void refuseWhatCollides(Transaction tx, OutageRehearsal one) {
    tx.query("select 1 from pg_advisory_xact_lock(hashtextextended(:lock, 0))")
        .bind("lock", "rehearsals " + one.tenant())
        .mapTo(Integer.class)
        .one();
    List<OutageRehearsal> active =
        tx.query(SELECT + " and ended is null and until > :now order by began")
            .bind("now", one.began())
            .map((row, context) -> read(row))
            .list();
    if (active.size() >= MOST_AT_ONCE) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "%d rehearsals are under way, the most at once: end one, or wait until %s"
              .formatted(active.size(), active.getFirst().until()));
    }
    for (OutageRehearsal other : active) {
      if (one.run() != null && one.run().equals(other.run())) {
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "rehearsal %s of the same run goes on until %s: end it, or wait"
                .formatted(other.wireId(), other.until()));
      }
    }
  }

  @Override
  public Optional<OutageRehearsal> end(
      TenantScope scope, AuditedAct act, UUID id, Instant now, OutageRehearsal.End why) {
    return database.inTenant(
        scope,
        tx -> {
          OutageRehearsal known = find(tx, id, " for update").orElse(null);
          if (known == null || known.isOver(now)) {
            return Optional.ofNullable(known);
          }
          tx.update(
                  """
                  update rehearsal set ended = :now, why = :why
                  where tenant = current_tenant() and id = :id
                  """)
              .bind("now", now)
              .bind("why", why.wire())
              .bind("id", id)
              .execute();
          OutageRehearsal ended = known.ended(now, why);
          audit.write(
              tx,
              act,
              new AuditedChange(named(ended), told(known), "ended (%s)".formatted(why.wire())));
          return Optional.of(ended);
        });
  }

  @Override
  public Optional<OutageRehearsal> find(TenantScope scope, UUID id) {
    return database.inTenant(scope, tx -> find(tx, id, ""));
  }

  private static Optional<OutageRehearsal> find(Transaction tx, UUID id, String lock) {
    return tx.query(SELECT + " and id = :id" + lock)
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  @Override
  public List<OutageRehearsal> latest(TenantScope scope, @Nullable String provider, int limit) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    SELECT
                        + """
                         and (cast(:provider as text) is null or provider = :provider)
                        order by began desc, id desc limit :limit
                        """)
                .bind("provider", provider)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public List<OutageRehearsal> active(Instant now) {
    return database.asEngine(
        EngineJob.REHEARSALS,
        tx -> tx.query(ACTIVE_REHEARSALS).bind("now", now).map((row, context) -> read(row)).list());
  }

  private static OutageRehearsal read(ResultSet row) throws SQLException {
    Timestamp ended = row.getTimestamp("ended");
    String why = row.getString("why");
    return new OutageRehearsal(
        row.getObject("id", UUID.class),
        row.getObject("tenant", UUID.class),
        row.getString("provider"),
        OutageRehearsal.Fault.valueOf(row.getString("fault").toUpperCase(Locale.ROOT)),
        row.getObject("run", UUID.class),
        row.getString("named"),
        row.getTimestamp("began").toInstant(),
        row.getTimestamp("until").toInstant(),
        ended == null ? null : ended.toInstant(),
        why == null ? null : OutageRehearsal.End.valueOf(why.toUpperCase(Locale.ROOT)));
  }

  private static String named(OutageRehearsal one) {
    return "provider/" + one.provider();
  }

  private static String told(OutageRehearsal one) {
    return "rehearsal %s: %s for %d s, for calls %s"
        .formatted(
            one.wireId(),
            one.fault().wire(),
            Duration.between(one.began(), one.until()).toSeconds(),
            one.run() == null
                ? "labelled " + Decision.REHEARSAL
                : "of run " + Invocation.RUN_ID.write(one.run()));
  }
}
