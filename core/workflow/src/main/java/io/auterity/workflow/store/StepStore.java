package io.auterity.workflow.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Micros;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.EventKind;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RunBirth;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what the journal tells of the steps of a tenant's run. */
public final class StepStore {

  private static final JsonReader READER = new JsonReader(1 << 20);
  private static final String OF_RUN =
      " from run_event where tenant = current_tenant() and born = :born and run = :run ";
  private static final String ROWS_OF_RUN =
      "select seq, node, path, round, kind, payload, at" + OF_RUN;
  private static final String JSON = "convert_from(payload, 'UTF8')::json";

  private static final int FETCH = 1_000;

  /** A step that has ended; its output is left out. */
  public record Ended(
      int seq,
      StepKey step,
      int kind,
      @Nullable Instant started,
      @Nullable UUID decision,
      Json.@Nullable Obj failure,
      Instant at) {}

  /** Steps that ended after a number, in their order. */
  public static List<Ended> ended(
      Transaction tx,
      RunBirth run,
      Collection<Integer> kinds,
      @Nullable Integer node,
      @Nullable Integer item,
      int after,
      int limit) {
    return tx.query(
            "select seq, node, path, round, kind, at, %1$s->>'started' as started,".formatted(JSON)
                + " %1$s->>'decision' as decision, %1$s->>'failure' as failure".formatted(JSON)
                + OF_RUN
                + """
                  and kind = any(:kinds) and seq > :after
                  and (:node::int is null or node = :node)
                  and (:item::int is null or path[1] = :item)
                order by seq limit :limit
                """)
        .bind("born", run.born())
        .bind("run", run.id())
        .bindArray("kinds", Integer.class, kinds)
        .bind("after", after)
        .bind("node", node)
        .bind("item", item)
        .bind("limit", limit)
        .map((row, context) -> ended(row))
        .list();
  }

  private static Ended ended(ResultSet row) throws SQLException {
    String started = row.getString("started");
    String decision = row.getString("decision");
    String failure = row.getString("failure");
    return new Ended(
        row.getInt("seq"),
        RunRows.step(row),
        row.getInt("kind"),
        started == null ? null : Micros.instant(Long.parseLong(started)),
        decision == null ? null : UUID.fromString(decision),
        failure == null ? null : READER.readObject(failure.getBytes(StandardCharsets.UTF_8)),
        RunRows.at(row, "at"));
  }

  /**
   * An event that has happened, without its result.
   *
   * @param step null for what concerns the whole run
   */
  public record Happened(
      int seq,
      @Nullable StepKey step,
      int kind,
      @Nullable Instant started,
      Json.@Nullable Obj failure,
      Instant at) {}

  /** What has happened after a number, in its order. */
  public static List<Happened> happened(Transaction tx, RunBirth run, int after, int limit) {
    return tx.query(
            "select seq, node, path, round, kind, at, %1$s->>'started' as started,".formatted(JSON)
                + " null as decision, %1$s->>'failure' as failure".formatted(JSON)
                + OF_RUN
                + "and seq > :after order by seq limit :limit")
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> happened(ended(row)))
        .list();
  }

  private static Happened happened(Ended row) {
    return new Happened(
        row.seq(),
        row.step().node() < 0 ? null : row.step(),
        row.kind(),
        row.started(),
        row.failure(),
        row.at());
  }

  /** The last event of those kinds of one step. */
  public static List<EventRow> of(
      Transaction tx, RunBirth run, StepKey step, Collection<Integer> kinds) {
    return tx.query(
            ROWS_OF_RUN
                + """
                  and node = :node and path = :path::int[] and kind = any(:kinds)
                order by seq desc limit 1
                """)
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("node", step.node())
        .bind("path", RunRows.path(step.path()))
        .bindArray("kinds", Integer.class, kinds)
        .map((row, context) -> RunRows.event(row))
        .list();
  }

  /** As {@link #of}, in the round of the step alone. */
  public static List<EventRow> inRound(
      Transaction tx, RunBirth run, StepKey step, Collection<Integer> kinds) {
    return tx.query(
            ROWS_OF_RUN
                + """
                  and node = :node and path = :path::int[] and round = :round and kind = any(:kinds)
                order by seq desc limit 1
                """)
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("node", step.node())
        .bind("path", RunRows.path(step.path()))
        .bind("round", step.round())
        .bindArray("kinds", Integer.class, kinds)
        .map((row, context) -> RunRows.event(row))
        .list();
  }

  /** That a run was reopened, in the order in which it was. */
  public static List<EventRow> reopenings(Transaction tx, RunBirth run) {
    return tx.query(ROWS_OF_RUN + "and kind = :kind order by seq")
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("kind", EventKind.REOPENED.number())
        .map((row, context) -> RunRows.event(row))
        .list();
  }

  /** That the round of that index of a step began; none for the first. */
  public static List<EventRow> round(Transaction tx, RunBirth run, StepKey step, int index) {
    return tx.query(
            ROWS_OF_RUN
                + "and node = :node and path = :path::int[] and kind = :kind"
                + " and (%s->>'index')::int = :index order by seq desc limit 1".formatted(JSON))
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("node", step.node())
        .bind("path", RunRows.path(step.path()))
        .bind("kind", EventKind.ROUNDED.number())
        .bind("index", index)
        .map((row, context) -> RunRows.event(row))
        .list();
  }

  private static final List<Integer> AGAIN =
      List.of(EventKind.RETRYING.number(), EventKind.REPEATED.number());

  /** How often steps were tried again; steps that were not are left out. */
  public static Map<StepKey, Integer> retries(Transaction tx, RunBirth run) {
    Map<StepKey, Integer> retries = new HashMap<>();
    tx.query(
            "select node, path, round, count(*) as times"
                + OF_RUN
                + "and kind = any(:kinds) group by 1, 2, 3")
        .bind("born", run.born())
        .bind("run", run.id())
        .bindArray("kinds", Integer.class, AGAIN)
        .map((row, context) -> Map.entry(RunRows.step(row), row.getInt("times")))
        .forEach(entry -> retries.put(entry.getKey(), entry.getValue()));
    return retries;
  }

  /** That a step ended with a call's answer, and when this became durable. */
  public record Completion(UUID run, StepKey step, Instant at) {}

  /** Hands over what was completed in some runs, as the journal's clock says. */
  public static void completions(
      Transaction tx, Collection<RunBirth> runs, Consumer<Completion> each) {
    tx.query(
            """
            select run, node, path, round, at from run_event
            where tenant = current_tenant() and born = any(:born) and run = any(:runs) and kind = :kind
            """)
        .bindArray("born", LocalDate.class, runs.stream().map(RunBirth::born).distinct().toList())
        .bindArray("runs", UUID.class, runs.stream().map(RunBirth::id).toList())
        .bind("kind", EventKind.COMPLETED.number())
        .setFetchSize(FETCH)
        .map(
            (row, context) ->
                new Completion(
                    row.getObject("run", UUID.class), RunRows.step(row), RunRows.at(row, "at")))
        .forEach(each);
  }

  /** How many steps of those nodes ended in each span of time. */
  public static Map<Integer, Integer> endedPerBin(
      Transaction tx, RunBirth run, Collection<Integer> nodes, Instant from, Duration width) {
    Map<Integer, Integer> bins = new HashMap<>();
    tx.query(
            "select %s as bin, count(*) as ended".formatted(BIN)
                + OF_RUN
                + "and node = any(:nodes) and kind in (1, 2, 8, 14) group by 1")
        .bind("born", run.born())
        .bind("run", run.id())
        .bindArray("nodes", Integer.class, nodes)
        .bind("from", from)
        .bind("width", width.toNanos() / 1_000)
        .map((row, context) -> Map.entry(row.getInt("bin"), row.getInt("ended")))
        .forEach(entry -> bins.put(entry.getKey(), entry.getValue()));
    return bins;
  }

  private static final String BIN = "floor(extract(epoch from at - :from) * 1000000 / :width)::int";

  /** Half and 95 of 100 of the times that a node took, in each span of time. */
  public static Map<Integer, List<Duration>> latencyPerBin(
      Transaction tx, RunBirth run, int node, Instant from, Duration width) {
    Map<Integer, List<Duration>> bins = new HashMap<>();
    String took = "extract(epoch from at) * 1000000 - (%s->>'started')::bigint".formatted(JSON);
    tx.query(
            """
            select bin, percentile_disc(0.5) within group (order by took) as p50,
              percentile_disc(0.95) within group (order by took) as p95
            from (select %s as bin, %s as took %s and node = :node and kind = 1) as ended
            group by bin
            """
                .formatted(BIN, took, OF_RUN))
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("node", node)
        .bind("from", from)
        .bind("width", width.toNanos() / 1_000)
        .map((row, context) -> Map.entry(row.getInt("bin"), latency(row)))
        .forEach(entry -> bins.put(entry.getKey(), entry.getValue()));
    return bins;
  }

  private static List<Duration> latency(ResultSet row) throws SQLException {
    return List.of(
        Duration.of(row.getLong("p50"), ChronoUnit.MICROS),
        Duration.of(row.getLong("p95"), ChronoUnit.MICROS));
  }
}
