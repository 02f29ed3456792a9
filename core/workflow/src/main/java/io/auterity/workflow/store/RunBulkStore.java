package io.auterity.workflow.store;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.workflow.query.RunBulk;
import io.auterity.workflow.query.RunBulk.Problem;
import io.auterity.workflow.query.RunBulk.Verb;
import io.auterity.workflow.query.RunQuery;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Stores a tenant's bulk acts on runs, and how far they are. */
public final class RunBulkStore {

  private static final JsonReader READER = new JsonReader(1_000_000);

  /** The runs whose turn is next. */
  public record Slice(Verb verb, Principal by, List<UUID> runs) {
    public Slice {
      runs = List.copyOf(runs);
    }
  }

  /** The runs that a query finds and that a verb fits, the oldest first. */
  public static List<UUID> runs(Transaction tx, RunQuery query, Verb verb, int most) {
    String fits =
        switch (verb) {
          case CANCEL -> "finished is null";
          case PAUSE -> "finished is null and paused is null";
          case RESUME -> "paused is not null";
          case AGAIN -> "state in ('failed', 'cancelled') and parent is null";
        };
    return RunListStore.ids(tx, query, fits, most);
  }

  /** How many are not over. */
  public static int underWay(Transaction tx) {
    return tx.query(
            "select count(*) from run_bulk where tenant = current_tenant() and ended is null")
        .mapTo(Integer.class)
        .one();
  }

  /** Forgets those that were over then. */
  public static void forget(Transaction tx, Instant until) {
    tx.update("delete from run_bulk where tenant = current_tenant() and ended < :until")
        .bind("until", until)
        .execute();
  }

  /** Adds one; of no runs it is over. */
  public static void add(
      Transaction tx, UUID id, Verb verb, Principal by, List<UUID> runs, Instant now) {
    tx.update(
            """
            insert into run_bulk (tenant, id, verb, principal, principal_name, principal_type, runs,
              created, ended)
            values (current_tenant(), :id, :verb, :principal, :principal_name, :principal_type, :runs, :now,
              case when :none then :now::timestamptz end)
            """)
        .bind("id", id)
        .bind("verb", verb.wire())
        .bindMap(PrincipalColumns.values("principal", by))
        .bindArray("runs", UUID.class, runs)
        .bind("now", now)
        .bind("none", runs.isEmpty())
        .execute();
  }

  public static Optional<RunBulk> find(Transaction tx, UUID id) {
    return tx.query(
            """
            select id, verb, principal, principal_name, principal_type, cardinality(runs) as total, position, refused, problems, created,
              ended, stopped_by
            from run_bulk where tenant = current_tenant() and id = :id
            """)
        .bind("id", id)
        .map((row, context) -> bulk(row))
        .findOne();
  }

  private static RunBulk bulk(ResultSet row) throws SQLException {
    Json.Arr problems =
        (Json.Arr) READER.read(row.getString("problems").getBytes(StandardCharsets.UTF_8));
    return new RunBulk(
        row.getObject("id", UUID.class),
        verb(row),
        PrincipalColumns.read(row, "principal"),
        row.getInt("total"),
        row.getInt("position"),
        row.getInt("refused"),
        problems.items().stream().limit(RunBulk.MOST_PROBLEMS).map(RunBulkStore::problem).toList(),
        RunRows.at(row, "created"),
        RunRows.optional(row, "ended"),
        row.getString("stopped_by"));
  }

  private static Verb verb(ResultSet row) throws SQLException {
    return Verb.valueOf(row.getString("verb").toUpperCase(Locale.ROOT));
  }

  private static Problem problem(Json told) {
    Json.Obj problem = (Json.Obj) told;
    return new Problem(
        Invocation.RUN_ID.read(String.valueOf(problem.text("run"))),
        String.valueOf(problem.text("why")));
  }

  /** The runs whose turn is next; empty when it is over. */
  public static Optional<Slice> next(Transaction tx, UUID id, int most) {
    return tx.query(
            """
            select verb, principal, principal_name, principal_type, array(
              select run from unnest(runs) with ordinality as found (run, place)
              where place > position order by place limit :most) as runs
            from run_bulk
            where tenant = current_tenant() and id = :id and ended is null
            """)
        .bind("id", id)
        .bind("most", most)
        .map(
            (row, context) ->
                new Slice(
                    verb(row),
                    PrincipalColumns.read(row, "principal"),
                    Arrays.asList((UUID[]) row.getArray("runs").getArray())))
        .findOne();
  }

  /** Notes that some runs have had their turn; true when that is over. */
  public static boolean moved(
      Transaction tx, UUID id, Slice slice, List<Problem> problems, Instant now) {
    Json.Arr told =
        new Json.Arr(
            problems.stream()
                .limit(RunBulk.MOST_PROBLEMS)
                .map(
                    one ->
                        (Json)
                            Json.EMPTY
                                .with("run", Json.of(Invocation.RUN_ID.write(one.run())))
                                .with("why", Json.of(one.why())))
                .toList());
    return tx.query(
            """
            update run_bulk set position = position + :some, refused = refused + :refused,
              problems = case when refused < :most then (problems::jsonb || :problems::jsonb)::text
                else problems end,
              ended = case when position + :some >= cardinality(runs) then :now::timestamptz
                else ended end
            where tenant = current_tenant() and id = :id and ended is null
            returning ended is not null
            """)
        .bind("id", id)
        .bind("some", slice.runs().size())
        .bind("refused", problems.size())
        .bind("most", RunBulk.MOST_PROBLEMS)
        .bind("problems", told.toString())
        .bind("now", now)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(true);
  }

  /** Ends one before its end; one that is over stays as it is. */
  public static void end(Transaction tx, UUID id, String by, Instant now) {
    tx.update(
            """
            update run_bulk set ended = :now, stopped_by = :by
            where tenant = current_tenant() and id = :id and ended is null
            """)
        .bind("id", id)
        .bind("by", by)
        .bind("now", now)
        .execute();
  }
}
