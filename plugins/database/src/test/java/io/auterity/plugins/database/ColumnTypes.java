package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.database.SqlColumn;
import io.auterity.spi.database.SqlDatabase;
import io.auterity.spi.database.SqlQuery;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlStatement;
import io.auterity.spi.database.SqlType;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Values of all types of columns, written and read at a real server.
 *
 * @param calls by their operation
 */
record ColumnTypes(SqlDatabase database, Function<String, ? extends Call> calls) {

  private record Case(String declared, Json written, SqlType type, Json read, String sql) {

    static Case of(String line) {
      String[] parts = line.split(" \\| ", -1);
      return new Case(
          parts[0],
          JsonUtf8.read(parts[1]),
          SqlType.valueOf(parts[2]),
          JsonUtf8.read(parts[3]),
          parts.length > 4 ? parts[4] : "?");
    }

    String name() {
      return "%s of %s".formatted(declared, written);
    }
  }

  /** A test for each line of a file of this folder. */
  Stream<DynamicTest> of(String file, Function<String, String> freshTable) {
    return lines(file)
        .filter(line -> !line.startsWith("#"))
        .map(Case::of)
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(), () -> assertRead(each, freshTable.apply("t"))));
  }

  private static Stream<String> lines(String file) {
    try (InputStream text = Objects.requireNonNull(ColumnTypes.class.getResourceAsStream(file))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRead(Case each, String table) {
    run("create table %s (v %s)".formatted(table, each.declared()), List.of());
    run("insert into %s values (%s)".formatted(table, each.sql()), List.of(each.written()));

    SqlRows rows = query("select v from " + table, List.of());

    assertThat(rows.rows()).singleElement().extracting(row -> row.get("v")).isEqualTo(each.read());
    assertThat(rows.columns()).extracting(SqlColumn::type).containsExactly(each.type());
  }

  /** Writes, finds, changes and finds again by moments that are not in UTC. */
  void assertMomentsAreCompared(String declared, String table) {
    run("create table %s (n int, v %s)".formatted(table, declared), List.of());
    run(
        "insert into %s values (?, ?), (?, ?)".formatted(table),
        List.of(
            Json.of(1),
            Json.of("2026-01-02T03:04:05+02:00"),
            Json.of(2),
            Json.of("2026-01-02T03:04:05Z")));
    String where = " where v = ?";
    List<Json> moment = List.of(Json.of("2026-01-02T02:04:05+01:00"));

    run("update " + table + " set n = 3" + where, moment);

    assertThat(query("select n from " + table + where, moment).rows()).hasToString("[{\"n\":3}]");
    assertThat(query("select n from " + table + " order by n", List.of()).rows())
        .hasToString("[{\"n\":2}, {\"n\":3}]");
  }

  private void run(String sql, List<Json> values) {
    database.runStatement(
        new SqlStatement(sql, new Json.Arr(values)), calls.apply("statement.run"));
  }

  private SqlRows query(String sql, List<Json> values) {
    return database.runQuery(
        new SqlQuery(sql, new Json.Arr(values), null), calls.apply("query.run"));
  }
}
