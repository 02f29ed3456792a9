package io.auterity.relay.decision.store;

import io.auterity.platform.database.Transaction;
import io.auterity.relay.decision.archive.RunFigures;
import io.auterity.relay.decision.archive.RunFigures.AtProvider;
import io.auterity.relay.decision.archive.RunFigures.Calls;
import io.auterity.relay.decision.archive.StepCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/**
 * SQL queries for the totals of the decisions and attempts of each of some runs, with one statement
 * for all.
 *
 * @param day no run began before it
 */
record FigureQueries(Transaction tx, Collection<UUID> runs, LocalDate day) {

  private static final String OF_RUNS =
      " where tenant = current_tenant() and run = any(:runs) and born >= :day ";
  private static final int FETCH = 1_000;

  Map<UUID, RunFigures> figures() {
    Map<UUID, List<Total>> totals = totals();
    Map<UUID, List<AtProvider>> providers = providers();
    Map<UUID, RunFigures> figures = new HashMap<>();
    for (UUID run : runs) {
      figures.put(
          run,
          figures(totals.getOrDefault(run, List.of()), providers.getOrDefault(run, List.of())));
    }
    return figures;
  }

  private static RunFigures figures(List<Total> totals, List<AtProvider> providers) {
    Map<String, Calls> calls = new LinkedHashMap<>();
    for (Total total : totals) {
      calls.merge(total.capability(), total.calls(), Total::sum);
    }
    return new RunFigures(
        totals.stream().mapToInt(Total::failovers).sum(),
        totals.stream().mapToLong(Total::cost).sum(),
        totals.isEmpty() ? "USD" : totals.getFirst().currency(),
        calls,
        providers);
  }

  private record Total(String capability, String currency, Calls calls, int failovers, long cost) {

    static Total of(ResultSet row) throws SQLException {
      return new Total(
          row.getString("capability"),
          row.getString("currency"),
          new Calls(row.getInt("succeeded"), row.getInt("failed")),
          row.getInt("failovers"),
          row.getLong("cost"));
    }

    static Calls sum(Calls left, Calls right) {
      return new Calls(left.succeeded() + right.succeeded(), left.failed() + right.failed());
    }
  }

  private Map<UUID, List<Total>> totals() {
    Map<UUID, List<Total>> totals = new HashMap<>();
    query(
            """
            select run, capability, currency,
              count(*) filter (where outcome = 'succeeded') as succeeded,
              count(*) filter (where outcome <> 'succeeded') as failed,
              count(*) filter (where failover) as failovers, sum(cost) as cost
            from decision"""
                + OF_RUNS
                + "group by run, capability, currency order by capability, currency")
        .map((row, context) -> Map.entry(run(row), Total.of(row)))
        .forEach(total -> add(totals, total));
    return totals;
  }

  private Map<UUID, List<AtProvider>> providers() {
    Map<UUID, List<AtProvider>> providers = new HashMap<>();
    query(
            """
            select run, provider, regexp_replace(step, '\\[\\d+\\]', '[]', 'g') as place,
              count(*) as attempts, count(*) filter (where failed) as failures,
              percentile_disc(0.5) within group (order by took_us) filter (where not failed) as p50
            from attempt"""
                + OF_RUNS
                + "group by run, provider, place order by place, attempts desc, provider")
        .map((row, context) -> Map.entry(run(row), provider(row)))
        .forEach(provider -> add(providers, provider));
    return providers;
  }

  private static AtProvider provider(ResultSet row) throws SQLException {
    return new AtProvider(
        row.getString("provider"),
        row.getString("place"),
        row.getInt("attempts"),
        row.getInt("failures"),
        row.getObject("p50", Long.class));
  }

  void stepCalls(Consumer<StepCall> each) {
    query(
            "select run, step, round, began from decision"
                + OF_RUNS
                + "and step is not null order by id")
        .setFetchSize(FETCH)
        .map(
            (row, context) ->
                new StepCall(
                    run(row),
                    row.getString("step"),
                    row.getInt("round"),
                    row.getTimestamp("began").toInstant()))
        .forEach(each);
  }

  private static UUID run(ResultSet row) throws SQLException {
    return row.getObject("run", UUID.class);
  }

  private static <T> void add(Map<UUID, List<T>> all, Map.Entry<UUID, T> one) {
    all.computeIfAbsent(one.getKey(), run -> new ArrayList<>()).add(one.getValue());
  }

  private Query query(String sql) {
    return tx.query(sql).bindArray("runs", UUID.class, runs).bind("day", day);
  }
}
