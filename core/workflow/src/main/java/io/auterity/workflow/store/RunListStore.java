package io.auterity.workflow.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.time.Micros;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.query.RunCounts;
import io.auterity.workflow.query.RunCursor;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.query.WorkflowRuns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Lists and counts a tenant's runs. */
public final class RunListStore {

  private static final String COLUMNS =
      """
      id, tenant, workflow, version, definition_digest, input_digest, principal, principal_name,
      principal_type, door, labels, state, due, paused, paused_by, round, created, started, finished, failure, progress,
      ''::bytea as input, engine, null::bytea as output, descent, trace, parent, parent_step, depth,
      limit_key, start_key, settle_key, starter, starter_name, starter_type, accepted, address, carrier
      """;

  private static final String FILTER =
      """
      tenant = current_tenant() and (:workflow::text is null or workflow = :workflow)
        and (:since::timestamptz is null or created >= :since)
        and (:until::timestamptz is null or created < :until)
      """;

  private static final String MATCHES =
      """
      and (:labels::text[] is null or not exists (
          select from unnest(:labels::text[]) as pair where strpos(labels, pair) = 0))
        and (:state::text is null or state = :state)
      """;

  private static final String DURATION =
      "(extract(epoch from coalesce(finished, :now) - coalesce(started, created)) *"
          + " 1000000)::bigint";

  private static final String CREATED = "(extract(epoch from created) * 1000000)::bigint";

  /** The runs of a page and one more, which tells that a page follows; without their input. */
  public static List<StoredRun> page(
      Transaction tx, RunQuery query, @Nullable RunCursor after, Instant now) {
    boolean byTime = query.sort() == RunQuery.Sort.NEWEST || query.sort() == RunQuery.Sort.OLDEST;
    boolean up = query.sort() == RunQuery.Sort.OLDEST || query.sort() == RunQuery.Sort.SHORTEST;
    String key = byTime ? "created" : DURATION;
    String bound = byTime ? "timestamptz 'epoch' + :value * interval '1 microsecond'" : ":value";
    String sql =
        """
        select %s from run
        where %s %s and (:id::uuid is null or (%s, id) %s (%s, :id::uuid))
          and :now::timestamptz is not null
        order by %s %s, id %s limit :limit
        """
            .formatted(
                COLUMNS,
                FILTER,
                MATCHES,
                key,
                up ? ">" : "<",
                bound,
                key,
                up ? "asc" : "desc",
                up ? "asc" : "desc");
    return bound(tx.query(sql), query)
        .bind("value", after == null ? 0L : after.value())
        .bind("id", after == null ? null : after.id())
        .bind("now", now)
        .bind("limit", query.limit() + 1)
        .map((row, context) -> RunRows.run(row))
        .list();
  }

  private static Query bound(Query sql, RunQuery query) {
    return sql.bind("workflow", query.workflow())
        .bind("since", query.since())
        .bind("until", query.until())
        .bindArray("labels", String.class, pairs(query.labels()))
        .bind("state", query.phase() == null ? null : query.phase().wire());
  }

  /** The runs that a query finds and that a condition holds for, the oldest first. */
  static List<UUID> ids(Transaction tx, RunQuery query, String condition, int most) {
    String sql =
        "select id from run where %s %s and %s order by created, id limit :most"
            .formatted(FILTER, MATCHES, condition);
    return bound(tx.query(sql), query).bind("most", most).mapTo(UUID.class).list();
  }

  // As they stand within the labels of a row.
  private static List<String> pairs(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> RunRows.labels(Map.of(label.getKey(), label.getValue())))
        .map(object -> object.substring(1, object.length() - 1))
        .toList();
  }

  /** The last run of each of some workflows that has had one: reads all runs of these once. */
  public static List<UUID> last(Transaction tx, Collection<String> workflows) {
    return tx.query(
            """
            select distinct on (workflow) id from run
            where tenant = current_tenant() and workflow = any(:workflows)
            order by workflow, created desc, id desc
            """)
        .bindArray("workflows", String.class, workflows)
        .mapTo(UUID.class)
        .list();
  }

  /** Those of some runs that the tenant has; without their input. */
  public static List<StoredRun> some(Transaction tx, Collection<UUID> runs) {
    return tx.query(
            "select " + COLUMNS + " from run where tenant = current_tenant() and id = any(:runs)")
        .bindArray("runs", UUID.class, runs)
        .map((row, context) -> RunRows.run(row))
        .list();
  }

  /** When the first run before some instant was created. */
  public static Optional<Instant> first(Transaction tx, @Nullable String workflow, Instant until) {
    return tx.query("select created from run where " + FILTER + " order by created limit 1")
        .bind("workflow", workflow)
        .bind("since", (Instant) null)
        .bind("until", until)
        .map((row, context) -> RunRows.at(row, "created"))
        .findOne();
  }

  /** How many runs there are in each phase. */
  public static Map<RunPhase, Long> phases(
      Transaction tx, @Nullable String workflow, Instant since, Instant until) {
    Map<RunPhase, Long> counts = new EnumMap<>(RunPhase.class);
    tx.query("select state, count(*) as runs from run where " + FILTER + " group by state")
        .bind("workflow", workflow)
        .bind("since", since)
        .bind("until", until)
        .map((row, context) -> Map.entry(RunPhase.ofWire(row.getString(1)), row.getLong(2)))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  /** How the runs of each workflow went that were created in a span of time, the newest first. */
  public static Map<String, WorkflowRuns> byWorkflow(
      Transaction tx, Instant since, Instant now, int newest) {
    Map<String, WorkflowRuns> found = new HashMap<>();
    String sql =
        """
        select workflow, count(*) as total,
          count(*) filter (where state = 'succeeded') as succeeded,
          count(*) filter (where state = 'failed') as failed,
          percentile_cont(0.5) within group (order by %1$s)
            filter (where state = 'succeeded') as p50,
          trim_array(array_agg(id order by created desc, id desc),
            greatest(count(*) - :newest, 0)::int) as ids,
          trim_array(array_agg(state order by created desc, id desc),
            greatest(count(*) - :newest, 0)::int) as states
        from run where %2$s and :now::timestamptz is not null group by workflow
        """
            .formatted(DURATION, FILTER);
    tx.query(sql)
        .bind("workflow", (String) null)
        .bind("since", since)
        .bind("until", (Instant) null)
        .bind("now", now)
        .bind("newest", newest)
        .map((row, context) -> Map.entry(row.getString("workflow"), workflowRuns(row)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  private static WorkflowRuns workflowRuns(ResultSet row) throws SQLException {
    UUID[] ids = (UUID[]) row.getArray("ids").getArray();
    String[] states = (String[]) row.getArray("states").getArray();
    double p50 = row.getDouble("p50");
    Duration typical = row.wasNull() ? null : Duration.ofNanos(Math.round(p50 * 1_000));
    return new WorkflowRuns(
        row.getLong("total"),
        row.getLong("succeeded"),
        row.getLong("failed"),
        typical,
        IntStream.range(0, ids.length)
            .mapToObj(i -> new WorkflowRuns.Point(ids[i], RunPhase.ofWire(states[i])))
            .toList());
  }

  /** Runs by the span of time in which they were created; spans without any are left out. */
  public static Map<Integer, RunCounts.Bin> bins(
      Transaction tx, @Nullable String workflow, Instant since, Instant until, Duration width) {
    Map<Integer, RunCounts.Bin> bins = new HashMap<>();
    String sql =
        """
        select ((%s - :from) / :width)::int as bin, count(*) as total,
          count(*) filter (where state = 'failed') as failed,
          count(*) filter (where finished is null) as unfinished
        from run where %s group by 1
        """
            .formatted(CREATED, FILTER);
    tx.query(sql)
        .bind("from", Micros.of(since))
        .bind("width", width.toNanos() / 1_000)
        .bind("workflow", workflow)
        .bind("since", since)
        .bind("until", until)
        .map(
            (row, context) ->
                Map.entry(
                    row.getInt("bin"),
                    new RunCounts.Bin(
                        since.plus(width.multipliedBy(row.getInt("bin"))),
                        row.getLong("total"),
                        row.getLong("failed"),
                        row.getLong("unfinished"))))
        .forEach(entry -> bins.put(entry.getKey(), entry.getValue()));
    return bins;
  }
}
