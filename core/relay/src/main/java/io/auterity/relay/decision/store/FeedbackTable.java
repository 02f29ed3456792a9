package io.auterity.relay.decision.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.AnswerScores;
import io.auterity.relay.decision.archive.Feedback;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of feedback: what callers say that answers were worth. */
public record FeedbackTable(Database database, ChangeAudit audit) {

  private static final int FETCH = 500;

  /** No route has this id. */
  private static final String NO_ROUTE = "";

  /**
   * Keeps what is said of a decision that the tenant has, in the place of what the same principal
   * said before. To say the same again changes nothing.
   *
   * @param route id of the one that planned the decision's call; null where none did
   * @return what is kept now
   */
  public Feedback keep(TenantScope scope, AuditedAct act, Feedback said, @Nullable String route) {
    return database.inTenant(
        scope,
        tx -> {
          Feedback before =
              of(tx, said.decision()).stream()
                  .filter(each -> each.giver().equals(said.giver()))
                  .findFirst()
                  .orElse(null);
          if (before != null && before.score() == said.score()) {
            return before;
          }
          write(tx, said, route);
          audit.write(
              tx,
              act,
              new AuditedChange(
                  "decision/" + Decision.ID.write(said.decision()),
                  before == null ? null : "score " + before.score(),
                  "score " + said.score()));
          return said;
        });
  }

  private static void write(Transaction tx, Feedback said, @Nullable String route) {
    tx.update(
            """
            insert into decision_feedback (born, decision, tenant, giver, giver_name, score, given, route)
            values (:born, :decision, current_tenant(), :giver, :name, :score, :given, :route)
            on conflict (born, decision, giver) do update
            set giver_name = excluded.giver_name, score = excluded.score, given = excluded.given,
              route = excluded.route
            """)
        .bind("born", Days.of(said.decision()))
        .bind("decision", said.decision())
        .bind("giver", said.giver())
        .bind("name", said.name())
        .bind("score", said.score())
        .bind("given", said.given())
        .bind("route", Objects.requireNonNullElse(route, NO_ROUTE))
        .execute();
  }

  /** What was said of a decision, the first first. */
  public List<Feedback> of(TenantScope scope, UUID decision) {
    return database.inTenant(scope, tx -> of(tx, decision));
  }

  private static List<Feedback> of(Transaction tx, UUID decision) {
    return tx.query(
            """
            select giver, giver_name, score, given from decision_feedback
            where tenant = current_tenant() and born = :born and decision = :decision
            order by given, giver
            """)
        .bind("born", Days.of(decision))
        .bind("decision", decision)
        .map(
            (row, context) ->
                new Feedback(
                    decision,
                    row.getObject("giver", UUID.class),
                    row.getString("giver_name"),
                    row.getDouble("score"),
                    row.getTimestamp("given").toInstant()))
        .list();
  }

  /**
   * What the answers of calls were worth that began in a time, by their decisions: of several
   * scores the mean. Of more than 100,000 it is those of the latest calls.
   */
  public Map<UUID, Double> means(TenantScope scope, Instant from, Instant to) {
    Map<UUID, Double> means = new HashMap<>();
    database.inTenant(
        scope,
        tx -> {
          tx.query(
                  """
                  select decision, avg(score) as score from decision_feedback
                  where tenant = current_tenant() and born between :firstDay and :lastDay
                  group by decision order by decision desc limit 100000
                  """)
              .bind("firstDay", LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(1))
              .bind("lastDay", LocalDate.ofInstant(to, ZoneOffset.UTC).plusDays(1))
              .setFetchSize(FETCH)
              .map(
                  (row, context) ->
                      Map.entry(row.getObject("decision", UUID.class), row.getDouble("score")))
              .forEach(one -> means.put(one.getKey(), one.getValue()));
          return true;
        });
    return means;
  }

  /** What answers were worth of calls that began since then, by capability, the best first. */
  public List<AnswerScores> scores(TenantScope scope, Instant since) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    with scored as (
                      select born, decision, avg(score) as score from decision_feedback
                      where tenant = current_tenant() and born >= :day
                      group by born, decision)
                    select d.capability, d.provider, d.currency, count(*) as decisions,
                      avg(s.score) as mean, stddev_samp(s.score) as deviation,
                      percentile_disc(0.5) within group (order by d.took_us) as took,
                      sum(d.cost)::bigint as cost
                    from scored s join decision d on d.born = s.born and d.id = s.decision
                    where d.tenant = current_tenant() and d.born >= :day and d.began >= :since
                      and d.provider is not null
                    group by d.capability, d.provider, d.currency
                    order by d.capability, mean desc, d.provider, d.currency
                    """)
                .bind("day", LocalDate.ofInstant(since, ZoneOffset.UTC))
                .bind("since", since)
                .map((row, context) -> scores(row))
                .list());
  }

  private static AnswerScores scores(ResultSet row) throws SQLException {
    double deviation = row.getDouble("deviation");
    boolean single = row.wasNull();
    return new AnswerScores(
        row.getString("capability"),
        row.getString("provider"),
        row.getLong("decisions"),
        row.getDouble("mean"),
        single ? null : deviation,
        Duration.ofNanos(row.getLong("took") * 1_000),
        row.getLong("cost"),
        row.getString("currency"));
  }
}
