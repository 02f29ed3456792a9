package io.auterity.jobs.tuning.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.jobs.tuning.TuningJob;
import io.auterity.jobs.tuning.TuningOrder;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of jobs to values. */
final class TuningRows {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  static final String COLUMNS =
      """
      id, tenant, owner, model, training_file, validation_file, created, provider, job,
      ended, told, trained, billed, owner_name, owner_type, dialect, labels, bytes, epochs,
      told_at, estimated""";

  private static final JsonReader READER = new JsonReader(1_000_000);

  private TuningRows() {}

  static TuningJob job(ResultSet row) throws SQLException {
    String job = row.getString("job");
    return new TuningJob(
        id(row, "id"),
        TenantScope.recovered(id(row, "tenant")),
        order(row),
        job == null ? null : new Ref(row.getString("provider"), job),
        told(row),
        end(row));
  }

  private static TuningOrder order(ResultSet row) throws SQLException {
    return new TuningOrder(
        PrincipalColumns.read(row, "owner"),
        row.getString("dialect"),
        labels(row.getString("labels")),
        row.getString("model"),
        id(row, "training_file"),
        row.getObject("validation_file", UUID.class),
        row.getLong("bytes"),
        row.getObject("epochs", Integer.class),
        Objects.requireNonNull(at(row, "created")));
  }

  // When an early row was told of nobody noted.
  private static TuningJob.@Nullable Told told(ResultSet row) throws SQLException {
    String text = row.getString("told");
    Instant at = at(row, "told_at");
    return text == null ? null : new TuningJob.Told(text, at == null ? Instant.EPOCH : at);
  }

  private static TuningJob.@Nullable End end(ResultSet row) throws SQLException {
    Instant ended = at(row, "ended");
    return ended == null
        ? null
        : new TuningJob.End(
            ended, row.getLong("trained"), row.getBoolean("estimated"), row.getBoolean("billed"));
  }

  private static Map<String, String> labels(@Nullable String text) {
    Map<String, String> labels = new HashMap<>();
    if (text != null) {
      READER
          .readObject(text.getBytes(UTF_8))
          .fields()
          .forEach((name, value) -> labels.put(name, ((Json.Str) value).value()));
    }
    return labels;
  }

  static String text(Map<String, String> labels) {
    Json.Obj json = Json.EMPTY;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      json = json.with(label.getKey(), Json.of(label.getValue()));
    }
    return json.toString();
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
