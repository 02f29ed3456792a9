package io.auterity.relay.decision.store;

import io.auterity.platform.database.Transaction;
import io.auterity.relay.decision.archive.RunTimeline;
import io.auterity.relay.decision.archive.RunTimeline.Injected;
import io.auterity.relay.decision.archive.RunTimeline.Lane;
import io.auterity.relay.decision.archive.RunTimeline.Latency;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL queries for the timeline of one run's decisions and attempts. */
record RunQueries(Transaction tx, UUID run, LocalDate day) {

  private static final String OF_RUN =
      " where tenant = current_tenant() and run = :run and born >= :day ";

  // The bins of a timeline are numbered from 0; what lies outside is left out.
  private static final String BIN =
      "floor(extract(epoch from began - :from) * 1000000 / :bin)::int as slot";

  RunTimeline timeline(Instant from, Duration bin, int bins) {
    List<@Nullable Latency> latency = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      latency.add(null);
    }
    timed(
            query(
                "select "
                    + BIN
                    + """
                    , percentile_disc(0.5) within group (order by took_us) as p50,
                      percentile_disc(0.95) within group (order by took_us) as p95
                    from decision"""
                    + OF_RUN
                    + "and outcome = 'succeeded' group by slot"),
            from,
            bin)
        .map((row, context) -> put(latency, row))
        .list();
    return new RunTimeline(
        from,
        bin.toMillis(),
        Collections.unmodifiableList(latency),
        lanes(from, bin, bins),
        injected());
  }

  private List<Injected> injected() {
    return query(
            """
            select provider, min(began) as first,
              max(began + took_us * interval '1 microsecond') as last
            from attempt"""
                + OF_RUN
                + "and injected group by provider order by provider")
        .map(
            (row, context) ->
                new Injected(
                    row.getString("provider"),
                    row.getTimestamp("first").toInstant(),
                    row.getTimestamp("last").toInstant()))
        .list();
  }

  private static int put(List<@Nullable Latency> latency, ResultSet row) throws SQLException {
    int number = row.getInt("slot");
    if (number >= 0 && number < latency.size()) {
      latency.set(number, new Latency(row.getLong("p50"), row.getLong("p95")));
    }
    return number;
  }

  private Map<String, Lane> lanes(Instant from, Duration bin, int bins) {
    Map<String, int[][]> counts = new LinkedHashMap<>();
    timed(
            query(
                "select "
                    + BIN
                    + ", provider, count(*) filter (where not failed) as ok,"
                    + " count(*) filter (where failed) as failures from attempt"
                    + OF_RUN
                    + "group by slot, provider order by provider, slot"),
            from,
            bin)
        .map((row, context) -> add(counts, bins, row))
        .list();
    Map<String, Lane> lanes = new LinkedHashMap<>();
    counts.forEach((provider, c) -> lanes.put(provider, new Lane(list(c[0]), list(c[1]))));
    return lanes;
  }

  private static int add(Map<String, int[][]> counts, int bins, ResultSet row) throws SQLException {
    int[][] lane = counts.computeIfAbsent(row.getString("provider"), provider -> new int[2][bins]);
    int number = row.getInt("slot");
    if (number >= 0 && number < bins) {
      lane[0][number] = row.getInt("ok");
      lane[1][number] = row.getInt("failures");
    }
    return number;
  }

  private static List<Integer> list(int[] figures) {
    return java.util.Arrays.stream(figures).boxed().toList();
  }

  private Query query(String sql) {
    return tx.query(sql).bind("run", run).bind("day", day);
  }

  private static Query timed(Query query, Instant from, Duration bin) {
    return query.bind("from", from).bind("bin", bin.toNanos() / 1_000);
  }
}
