package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ColumnArraysTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final UUID ID = new UUID(1, 2);
  private static final byte[] BYTES = "{\\x00,\"".getBytes(StandardCharsets.UTF_8);

  @Test
  void aValueOfEachTypeArrives() throws SQLException {
    ColumnArrays columns =
        new ColumnArrays(1)
            .row()
            .add(true)
            .add(7)
            .add(1L << 40)
            .add("a,\"b\" {c} \\ NULL")
            .add(ID)
            .add(BYTES)
            .add(LocalDate.parse("2026-11-20"))
            .add(Instant.parse("2026-11-20T06:58:02.123456Z"));

    assertThat(
            rows(
                """
                select a, b, c, d, e::text, encode(f, 'hex'), g::text, h
                from unnest(?::boolean[], ?::smallint[], ?::bigint[], ?::text[], ?::uuid[],
                  ?::bytea[], ?::date[], ?::bigint[]) as r (a, b, c, d, e, f, g, h)
                """,
                columns))
        .containsExactly(
            List.of(
                true,
                7,
                1L << 40,
                "a,\"b\" {c} \\ NULL",
                ID.toString(),
                "7b5c7830302c22",
                "2026-11-20",
                1_795_157_882_123_456L));
  }

  @Test
  void whatIsAbsentArrivesAsNull() throws SQLException {
    ColumnArrays columns =
        new ColumnArrays(2)
            .row()
            .add((String) null)
            .add((UUID) null)
            .add((byte[]) null)
            .add((Instant) null)
            .row()
            .add("a")
            .add(ID)
            .add(new byte[0])
            .add(Instant.EPOCH);

    assertThat(
            rows(
                """
                select a, b::text, encode(c, 'hex'), d
                from unnest(?::text[], ?::uuid[], ?::bytea[], ?::bigint[]) as r (a, b, c, d)
                """,
                columns))
        .containsExactly(
            Arrays.asList(null, null, null, null), List.of("a", ID.toString(), "", 0L));
  }

  @Test
  void eachValueStaysInItsRow() throws SQLException {
    ColumnArrays columns = new ColumnArrays(3);
    for (int i = 0; i < 3; i++) {
      columns.row().add(i).add("row " + i);
    }

    assertThat(rows("select * from unnest(?::int[], ?::text[])", columns))
        .containsExactly(List.of(0, "row 0"), List.of(1, "row 1"), List.of(2, "row 2"));
  }

  @Test
  void aTimeAsTextIsReadByPostgresql() throws SQLException {
    ColumnArrays columns = new ColumnArrays(1).row().add("2026-11-20T06:58:02.1234567Z");

    assertThat(
            rows(
                """
                select to_char(a at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
                from unnest(?::timestamptz[]) as r (a)
                """,
                columns))
        .containsExactly(List.of("2026-11-20 06:58:02.123457"));
  }

  private static List<List<@Nullable Object>> rows(String sql, ColumnArrays columns)
      throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      columns.bind(statement);
      try (ResultSet result = statement.executeQuery()) {
        return all(result);
      }
    }
  }

  private static List<List<@Nullable Object>> all(ResultSet result) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.add(result.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
