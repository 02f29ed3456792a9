package io.auterity.jobs.batch.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.jobs.batch.BatchCounts;
import io.auterity.jobs.batch.BatchError;
import io.auterity.jobs.batch.BatchOrder;
import io.auterity.jobs.batch.BatchState;
import io.auterity.jobs.batch.BatchTimes;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of batches to values. */
final class BatchRows {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  static final String COLUMNS =
      """
      id, tenant, dialect, principal, principal_name, principal_type, endpoint, input_file,
      metadata, labels, output_seconds, state, created, started, expires, cancelling,
      finalizing, ended, total, succeeded, failed, cancelled, expired, output_file,
      error_file, errors, headers, once_key, once_digest""";

  private static final JsonReader READER = new JsonReader(1_000_000);

  static CallBatch batch(ResultSet row) throws SQLException {
    return new CallBatch(
        id(row, "id"),
        TenantScope.recovered(id(row, "tenant")),
        PrincipalColumns.read(row, "principal"),
        order(row),
        BatchState.ofWire(row.getString("state")),
        times(row),
        new BatchCounts(
            row.getInt("total"),
            row.getInt("succeeded"),
            row.getInt("failed"),
            row.getInt("cancelled"),
            row.getInt("expired")),
        row.getObject("output_file", UUID.class),
        row.getObject("error_file", UUID.class),
        errors(row.getString("errors")));
  }

  private static BatchOrder order(ResultSet row) throws SQLException {
    Long seconds = row.getObject("output_seconds", Long.class);
    return new BatchOrder(
        row.getString("dialect"),
        row.getString("endpoint"),
        row.getObject("input_file", UUID.class),
        row.getString("metadata"),
        seconds == null ? null : Duration.ofSeconds(seconds),
        headers(row),
        once(row));
  }

  // Those of early batches are labels alone.
  private static Map<String, String> headers(ResultSet row) throws SQLException {
    String labels = row.getString("labels");
    String headers = row.getString("headers");
    if (headers == null) {
      return labels == null ? Map.of() : Map.of("auterity-labels", labels);
    }
    Map<String, String> all = new HashMap<>();
    READER
        .readObject(headers.getBytes(UTF_8))
        .fields()
        .forEach((name, value) -> all.put(name, ((Json.Str) value).value()));
    return all;
  }

  static String text(Map<String, String> headers) {
    Json.Obj json = Json.EMPTY;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json = json.with(header.getKey(), Json.of(header.getValue()));
    }
    return json.toString();
  }

  private static BatchOrder.@Nullable Once once(ResultSet row) throws SQLException {
    String key = row.getString("once_key");
    return key == null
        ? null
        : new BatchOrder.Once(key, Objects.requireNonNull(row.getBytes("once_digest")));
  }

  private static BatchTimes times(ResultSet row) throws SQLException {
    return new BatchTimes(
        Objects.requireNonNull(at(row, "created")),
        at(row, "started"),
        Objects.requireNonNull(at(row, "expires")),
        at(row, "cancelling"),
        at(row, "finalizing"),
        at(row, "ended"));
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static String text(List<BatchError> errors) {
    return Json.array(errors.stream().map(BatchRows::json).toList()).toString();
  }

  private static Json json(BatchError error) {
    Json.Obj json =
        Json.EMPTY.with("code", Json.of(error.code())).with("message", Json.of(error.message()));
    if (error.param() != null) {
      json = json.with("param", Json.of(error.param()));
    }
    return error.line() == null ? json : json.with("line", Json.of(error.line()));
  }

  private static List<BatchError> errors(@Nullable String text) {
    return text == null
        ? List.of()
        : ((Json.Arr) READER.read(text.getBytes(UTF_8)))
            .items().stream().map(json -> error((Json.Obj) json)).toList();
  }

  private static BatchError error(Json.Obj json) {
    return new BatchError(
        Objects.requireNonNull(json.text("code")),
        Objects.requireNonNull(json.text("message")),
        json.text("param"),
        json.get("line") instanceof Json.Int(long line) ? (Integer) (int) line : null);
  }
}
