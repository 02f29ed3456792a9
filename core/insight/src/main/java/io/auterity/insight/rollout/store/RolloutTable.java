package io.auterity.insight.rollout.store;

import io.auterity.insight.rollout.RolloutCounts;
import io.auterity.insight.rollout.RolloutCounts.Copies;
import io.auterity.insight.rollout.RolloutCounts.Side;
import io.auterity.insight.rollout.RolloutLog;
import io.auterity.insight.rollout.RolloutPlace;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The state of rollouts, in PostgreSQL. Of each there is one row, which a change locks, so that the
 * first process decides; what a process has counted replaces what it had counted before.
 */
public record RolloutTable(Database database, ChangeAudit audit) implements RolloutLog {

  private record Row(int version, RolloutPlace place) {}

  @Override
  public @Nullable Kept change(TenantScope scope, Change change) {
    return database.inTenant(scope, tx -> change(tx, change));
  }

  private @Nullable Kept change(Transaction tx, Change change) {
    RolloutPlace at = locked(tx, change);
    if (at == null) {
      return null;
    }
    keep(tx, change, at);
    RolloutCounts own = sum(tx, change, at, true);
    RolloutCounts others = sum(tx, change, at, false);
    RolloutPlace next = change.decider().next(at, others.plus(own));
    if (!next.equals(at)) {
      put(tx, change, next);
      tell(tx, change, at, next);
    }
    return Kept.of(at, next, others);
  }

  // Null where a later form of the route is rolled out already.
  private static @Nullable RolloutPlace locked(Transaction tx, Change change) {
    Row row = find(tx, change).orElseGet(() -> begun(tx, change));
    if (row.version() >= change.version()) {
      return row.version() == change.version() ? row.place() : null;
    }
    RolloutPlace first = RolloutPlace.first(change.now());
    put(tx, change, first);
    tx.update("delete from rollout_count where tenant = current_tenant() and route = :route")
        .bind("route", change.route())
        .execute();
    return first;
  }

  private static Optional<Row> find(Transaction tx, Change change) {
    return tx.query(
            """
            select version, revision, round, step, since, state, why, named from rollout
            where tenant = current_tenant() and route = :route for update
            """)
        .bind("route", change.route())
        .map((row, context) -> new Row(row.getInt("version"), place(row)))
        .findOne();
  }

  // Another may begin it at the same time: then it is that one's.
  private static Row begun(Transaction tx, Change change) {
    bind(
            tx.update(
                """
                insert into rollout
                  (tenant, route, version, revision, round, step, since, state, why, named)
                values (current_tenant(), :route, :version, :revision, :round, :step, :since,
                  :state, :why, :named)
                on conflict do nothing
                """),
            change,
            RolloutPlace.first(change.now()))
        .execute();
    return find(tx, change).orElseThrow();
  }

  private static void put(Transaction tx, Change change, RolloutPlace place) {
    bind(
            tx.update(
                """
                update rollout set version = :version, revision = :revision, round = :round,
                  step = :step, since = :since, state = :state, why = :why, named = :named
                where tenant = current_tenant() and route = :route
                """),
            change,
            place)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Change change, RolloutPlace at) {
    return statement
        .bind("route", change.route())
        .bind("version", change.version())
        .bind("revision", at.revision())
        .bind("round", at.round())
        .bind("step", at.step())
        .bind("since", at.since())
        .bind("state", at.state().wire())
        .bind("why", at.why())
        .bind("named", at.by());
  }

  private static RolloutPlace place(ResultSet row) throws SQLException {
    return new RolloutPlace(
        row.getLong("revision"),
        row.getInt("round"),
        row.getInt("step"),
        row.getTimestamp("since").toInstant(),
        RolloutPlace.State.of(row.getString("state")),
        row.getString("why"),
        row.getString("named"));
  }

  // What was counted of an earlier round says nothing of this one.
  private static void keep(Transaction tx, Change change, RolloutPlace now) {
    RolloutPlace of = change.counted().at() == null ? now : change.counted().at();
    if (of.round() != now.round() || change.counted().own().equals(RolloutCounts.NONE)) {
      return;
    }
    bind(
            tx.update(
                """
                insert into rollout_count (tenant, route, process, version, round, step, judged,
                  fresh_ended, fresh_failed, fresh_nanos, fresh_cost, old_ended, old_failed,
                  old_nanos, old_cost, copies, answered, compared, agreed, likeness, currency)
                values (current_tenant(), :route, :process, :version, :round, :step, :judged,
                  :freshEnded, :freshFailed, :freshNanos, :freshCost, :oldEnded, :oldFailed,
                  :oldNanos, :oldCost, :copies, :answered, :compared, :agreed, :likeness, :currency)
                on conflict (tenant, route, process) do update set
                  (version, round, step, judged, fresh_ended, fresh_failed, fresh_nanos, fresh_cost,
                    old_ended, old_failed, old_nanos, old_cost, copies, answered, compared, agreed,
                    likeness, currency)
                  = (excluded.version, excluded.round, excluded.step, excluded.judged,
                    excluded.fresh_ended, excluded.fresh_failed, excluded.fresh_nanos,
                    excluded.fresh_cost, excluded.old_ended, excluded.old_failed,
                    excluded.old_nanos, excluded.old_cost, excluded.copies, excluded.answered,
                    excluded.compared, excluded.agreed, excluded.likeness, excluded.currency)
                """),
            change.counted().own())
        .bind("route", change.route())
        .bind("process", change.counted().process())
        .bind("version", change.version())
        .bind("round", of.round())
        .bind("step", of.step())
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, RolloutCounts counts) {
    Side fresh = counts.fresh();
    Side old = counts.old();
    Copies copies = counts.copies();
    return statement
        .bind("judged", counts.judged())
        .bind("freshEnded", fresh.ended())
        .bind("freshFailed", fresh.failed())
        .bind("freshNanos", fresh.nanos())
        .bind("freshCost", fresh.cost())
        .bind("oldEnded", old.ended())
        .bind("oldFailed", old.failed())
        .bind("oldNanos", old.nanos())
        .bind("oldCost", old.cost())
        .bind("copies", copies.ended())
        .bind("answered", copies.answered())
        .bind("compared", copies.compared())
        .bind("agreed", copies.agreed())
        .bind("likeness", copies.scores())
        .bind("currency", counts.currency());
  }

  // Attempts that ended in another step are not judged in this one.
  private static RolloutCounts sum(Transaction tx, Change change, RolloutPlace at, boolean own) {
    return tx
        .query(
            """
            select case when step = :step then judged else 0 end as judged, fresh_ended,
              fresh_failed, fresh_nanos, fresh_cost, old_ended, old_failed, old_nanos, old_cost,
              copies, answered, compared, agreed, likeness, currency
            from rollout_count
            where tenant = current_tenant() and route = :route and version = :version
              and round = :round and (process = :process) = :own
            order by process
            """)
        .bind("route", change.route())
        .bind("version", change.version())
        .bind("round", at.round())
        .bind("step", at.step())
        .bind("process", change.counted().process())
        .bind("own", own)
        .map((row, context) -> counts(row))
        .stream()
        .reduce(RolloutCounts.NONE, RolloutCounts::plus);
  }

  private static RolloutCounts counts(ResultSet row) throws SQLException {
    return new RolloutCounts(
        row.getInt("judged"),
        new Side(
            row.getLong("fresh_ended"),
            row.getLong("fresh_failed"),
            row.getDouble("fresh_nanos"),
            row.getDouble("fresh_cost")),
        new Side(
            row.getLong("old_ended"),
            row.getLong("old_failed"),
            row.getDouble("old_nanos"),
            row.getDouble("old_cost")),
        new Copies(
            row.getInt("copies"),
            row.getInt("answered"),
            row.getInt("compared"),
            row.getInt("agreed"),
            row.getDouble("likeness")),
        row.getString("currency"));
  }

  private void tell(Transaction tx, Change change, RolloutPlace before, RolloutPlace after) {
    if (change.act() != null) {
      audit.write(
          tx,
          change.act(),
          new AuditedChange("route/" + change.route(), told(before), told(after)));
    }
  }

  private static String told(RolloutPlace place) {
    return "rollout " + place.words();
  }
}
