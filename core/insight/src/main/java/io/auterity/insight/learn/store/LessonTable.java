package io.auterity.insight.learn.store;

import io.auterity.insight.learn.JudgedPair;
import io.auterity.insight.learn.LearnedFormat;
import io.auterity.insight.learn.LearnedState;
import io.auterity.insight.learn.Lessons;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.format.DecisionFormat;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scored calls, and the versions of what was learned from them. */
public record LessonTable(Database database) implements Lessons {

  private static final Logger LOG = LoggerFactory.getLogger(LessonTable.class);
  private static final int VERSIONS = 20;

  @Override
  public LearnedState.Heard heard(TenantScope scope, LearnedState.@Nullable Heard before) {
    Instant since = before == null ? null : before.latest();
    long known = before == null || since == null ? 0 : before.scores();
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select count(*) as scores, max(given) as latest from (
                      select given from decision_feedback
                      where tenant = current_tenant() and given > :since::timestamptz
                      union all
                      select given from judged_pair
                      where tenant = current_tenant() and given > :since::timestamptz) said
                    """)
                .bind("since", since == null ? "-infinity" : since.toString())
                .map(
                    (row, context) -> {
                      Timestamp latest = row.getTimestamp("latest");
                      return new LearnedState.Heard(
                          known + row.getLong("scores"),
                          latest == null ? since : latest.toInstant());
                    })
                .one());
  }

  @Override
  public List<Scored> latest(TenantScope scope, String route, int most) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    with own as (
                      select born, decision from decision_feedback
                      where tenant = current_tenant() and route = :route
                      group by born, decision order by born desc, decision desc limit :most),
                    old as (
                      select born, decision from decision_feedback
                      where tenant = current_tenant() and route is null
                      group by born, decision order by born desc, decision desc limit :most),
                    scored as (
                      select born, decision from own union select born, decision from old
                      order by born desc, decision desc limit :most)
                    select d.body,
                      (select avg(f.score) from decision_feedback f
                       where f.tenant = current_tenant() and f.born = d.born and f.decision = d.id)
                      as score
                    from scored s join decision d on d.born = s.born and d.id = s.decision
                    where d.tenant = current_tenant()
                    order by d.born, d.id
                    """)
                .bind("route", route)
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Scored(
                            DecisionFormat.read(row.getBytes("body")), row.getDouble("score")))
                .list());
  }

  @Override
  public List<Judged> judged(TenantScope scope, String route, int most) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    with own as (
                      select born, call, score, copy_born, copy, copy_score from judged_pair
                      where tenant = current_tenant() and route = :route
                      order by born desc, call desc limit :most),
                    old as (
                      select born, call, score, copy_born, copy, copy_score from judged_pair
                      where tenant = current_tenant() and route is null
                      order by born desc, call desc limit :most),
                    judged as (
                      table own union all table old
                      order by born desc, call desc limit :most)
                    select d.body, j.score, c.body as copy, j.copy_score
                    from judged j
                    join decision d on d.born = j.born and d.id = j.call
                    join decision c on c.born = j.copy_born and c.id = j.copy
                    where d.tenant = current_tenant() and c.tenant = current_tenant()
                    order by d.born, d.id
                    """)
                .bind("route", route)
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Judged(
                            DecisionFormat.read(row.getBytes("body")),
                            row.getDouble("score"),
                            DecisionFormat.read(row.getBytes("copy")),
                            row.getDouble("copy_score")))
                .list());
  }

  /** Keeps what two answers were worth. */
  public void keep(TenantScope scope, JudgedPair pair, Instant given) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    insert into judged_pair (born, call, tenant, copy_born, copy, route, judge, score, copy_score, given)
                    values (:born, :call, current_tenant(), :copyBorn, :copy, :route, :judge, :score, :copyScore, :given)
                    """)
                .bind("born", Days.of(pair.call()))
                .bind("call", pair.call())
                .bind("copyBorn", Days.of(pair.copy()))
                .bind("copy", pair.copy())
                .bind("route", pair.route())
                .bind("judge", pair.judge())
                .bind("score", pair.score())
                .bind("copyScore", pair.copyScore())
                .bind("given", given)
                .execute());
  }

  @Override
  public long version(TenantScope scope, String route) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select coalesce(max(version), 0) from learned_route
                    where tenant = current_tenant() and route = :route
                    """)
                .bind("route", route)
                .mapTo(Long.class)
                .one());
  }

  @Override
  public @Nullable LearnedState newest(TenantScope scope, String route) {
    byte[] body =
        database.inTenant(
            scope,
            tx ->
                tx.query(
                        """
                        select body from learned_route
                        where tenant = current_tenant() and route = :route
                        order by version desc limit 1
                        """)
                    .bind("route", route)
                    .mapTo(byte[].class)
                    .findOne()
                    .orElse(null));
    try {
      return body == null ? null : LearnedFormat.read(body);
    } catch (IllegalArgumentException e) {
      LOG.warn("What route {} has learned is not used: {}", route, e.getMessage());
      return null;
    }
  }

  @Override
  public void keep(TenantScope scope, LearnedState state) {
    database.inTenant(
        scope,
        tx -> {
          tx.update(
                  """
                  insert into learned_route (tenant, route, version, made, body)
                  values (current_tenant(), :route, :version, :made, :body)
                  on conflict do nothing
                  """)
              .bind("route", state.route())
              .bind("version", state.version())
              .bind("made", state.made())
              .bind("body", LearnedFormat.write(state))
              .execute();
          return tx.update(
                  """
                  delete from learned_route
                  where tenant = current_tenant() and route = :route and version <= :old
                  """)
              .bind("route", state.route())
              .bind("old", state.version() - VERSIONS)
              .execute();
        });
  }
}
