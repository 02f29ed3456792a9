package io.auterity.workflow.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.LimitKeys;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.PauseRecord;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.TriggerAncestry;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of runs to values and back. */
final class RunRows {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  static final String COLUMNS =
      """
      id, tenant, workflow, version, definition_digest, input_digest, principal,
      principal_name, principal_type, door, labels, state, created, started, finished,
      input, engine, output, failure, progress, descent, due, trace, parent, parent_step,
      depth, limit_key, paused, paused_by, round, start_key, settle_key, starter,
      starter_name, starter_type, accepted, address, carrier""";

  private static final JsonReader READER = new JsonReader(1_000_000);

  static String labels(Map<String, String> labels) {
    return StoredJson.texts(labels).toString();
  }

  static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    READER
        .readObject(text.getBytes(StandardCharsets.UTF_8))
        .fields()
        .forEach((name, value) -> labels.put(name, value instanceof Json.Str(String s) ? s : ""));
    return labels;
  }

  /** Adds the row with which a run begins. */
  static void add(ColumnArrays columns, RunBirth run, RunPhase phase) {
    columns
        .row()
        .add(run.id())
        .add(run.scope().tenant())
        .add((int) run.born().toEpochDay())
        .add(run.workflow())
        .add(run.version())
        .add(run.definition().bytes())
        .add(run.digest().bytes())
        .add(run.principal().id())
        .add(run.principal().name())
        .add(run.principal().type().name())
        .add(run.door())
        .add(labels(run.labels()))
        .add(phase.wire())
        .add(run.created())
        .add(phase == RunPhase.QUEUED ? null : run.created())
        .add(run.input().array())
        .add(run.engine())
        .add(run.descent().stored())
        .add(run.trace() == null ? null : run.trace().written().toString())
        .add(run.parent() == null ? null : run.parent().run())
        .add(run.parent() == null ? null : run.parent().step())
        .add(run.parent() == null ? 0 : run.parent().depth())
        .add(run.limitKeys().runs())
        .add(run.limitKeys().starts())
        .add(run.limitKeys().settle())
        .add(run.starter() == null ? null : run.starter().id())
        .add(run.starter() == null ? null : run.starter().name())
        .add(run.starter() == null ? null : run.starter().type().name())
        .add(run.address())
        .add(run.carrier());
  }

  /** An array of PostgreSQL as text. */
  static String path(IndexPath path) {
    if (path.depth() == 0) {
      return "{}";
    }
    StringBuilder text = new StringBuilder("{").append(path.at(0));
    for (int depth = 1; depth < path.depth(); depth++) {
      text.append(',').append(path.at(depth));
    }
    return text.append('}').toString();
  }

  static StoredRun run(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    RunBirth birth =
        new RunBirth(
            id,
            TenantScope.recovered(row.getObject("tenant", UUID.class)),
            row.getString("workflow"),
            row.getInt("version"),
            Digest.of(row.getBytes("definition_digest")),
            Digest.of(row.getBytes("input_digest")),
            PrincipalColumns.read(row, "principal"),
            row.getString("door"),
            labels(row.getString("labels")),
            at(row, "created"),
            StoredJson.stored(row.getBytes("input")),
            row.getInt("engine"),
            TriggerAncestry.read(row.getString("descent")),
            trace(row.getString("trace")),
            parent(row),
            new LimitKeys(
                row.getString("limit_key"),
                row.getString("start_key"),
                row.getString("settle_key")),
            PrincipalColumns.optional(row, "starter"),
            row.getString("address"),
            row.getString("carrier"));
    Instant accepted = optional(row, "accepted");
    return new StoredRun(birth, head(id, row), accepted == null ? birth.created() : accepted);
  }

  private static @Nullable ParentStep parent(ResultSet row) throws SQLException {
    UUID run = row.getObject("parent", UUID.class);
    return run == null
        ? null
        : new ParentStep(run, row.getString("parent_step"), row.getInt("depth"));
  }

  private static @Nullable TraceContext trace(@Nullable String text) {
    return text == null
        ? null
        : TraceContext.read(READER.readObject(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static RunHead head(UUID id, ResultSet row) throws SQLException {
    return new RunHead(
        id,
        RunPhase.ofWire(row.getString("state")),
        optional(row, "due"),
        pause(row),
        row.getInt("round"),
        optional(row, "started"),
        optional(row, "finished"),
        bytes(row, "output"),
        bytes(row, "failure"),
        bytes(row, "progress"));
  }

  private static @Nullable PauseRecord pause(ResultSet row) throws SQLException {
    Instant at = optional(row, "paused");
    return at == null ? null : new PauseRecord(row.getString("paused_by"), at);
  }

  static StepKey step(ResultSet row) throws SQLException {
    Integer[] path = (Integer[]) row.getArray("path").getArray();
    int[] indexes = new int[path.length];
    for (int depth = 0; depth < path.length; depth++) {
      indexes[depth] = path[depth];
    }
    return new StepKey(row.getInt("node"), IndexPath.of(indexes), row.getInt("round"));
  }

  static EventRow event(ResultSet row) throws SQLException {
    StepKey step = step(row);
    return new EventRow(
        row.getInt("seq"),
        step.node(),
        step.path(),
        step.round(),
        row.getInt("kind"),
        StoredJson.stored(row.getBytes("payload")),
        at(row, "at"));
  }

  static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable StoredJson bytes(ResultSet row, String column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? null : StoredJson.stored(bytes);
  }
}
