package io.auterity.control.access.store;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads columns of PostgreSQL's types. */
final class RowValues {

  private static final JsonReader JSON = new JsonReader(65_536);

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(instantOrNull(row, column), column);
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(textsOrNull(row, column), column);
  }

  static @Nullable List<String> textsOrNull(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? null : List.of((String[]) array.getArray());
  }

  static Map<String, String> textsByName(ResultSet row, String column) throws SQLException {
    Json.Obj object = JSON.readObject(row.getString(column).getBytes(StandardCharsets.UTF_8));
    Map<String, String> texts = new TreeMap<>();
    object.fields().forEach((name, value) -> texts.put(name, ((Json.Str) value).value()));
    return texts;
  }

  static String json(Map<String, String> texts) {
    Map<String, Json> fields = new TreeMap<>();
    texts.forEach((name, value) -> fields.put(name, Json.of(value)));
    return Json.object(fields).toString();
  }

  static String @Nullable [] array(@Nullable List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }
}
