package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.database.SqlQuery;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlStatement;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moments among values, against the MariaDB of this machine, where it has one. */
class MariadbMomentsTest {

  private static final String GIVEN = "2026-01-02T03:04:05+02:00";
  private static final String IN_UTC = "2026-01-02T01:04:05";
  private static final AtomicInteger NAMES = new AtomicInteger();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static MariadbServer server;

  private final FakeProvider provider =
      new Databases(ManifestFileReader.of(DatabasePlugin.class), server.port(), "orders", "s3cret")
          .provider(true);

  private final SqlConnections connections =
      new SqlConnections(
          new MariadbDialect(), provider.config(DatabaseConfig.class), provider.secrets());

  private final JdbcDatabase database = new JdbcDatabase(connections, "orders");

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    MariadbServer.assumeInstalled();
    server =
        MariadbServer.start(
            folder,
            """
            create database orders;
            create user reader@'127.0.0.1' identified by 's3cret';
            create user writer@'127.0.0.1' identified by 's3cret';
            grant select on orders.* to reader@'127.0.0.1';
            grant all on orders.* to writer@'127.0.0.1';
            """);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void oneMisreadMomentTellsThoseOfItsColumn() {
    String table = table("n int, v datetime");
    List<Json> values = new ArrayList<>();
    for (int row = 0; row < 500; row++) {
      values.add(Json.of(row));
      values.add(Json.of("2026-01-02T03:%02d:%02dZ".formatted(row / 60, row % 60)));
    }
    long before = undone();

    run("insert into %s values %s".formatted(table, times("(?, ?)", 500)), values);

    assertThat(undone() - before).isEqualTo(1);
    assertThat(query("select cast(max(v) as char) as v from " + table).rows())
        .hasToString("[{\"v\":\"2026-01-02 03:08:19\"}]");
  }

  @Test
  void oneMisreadMomentTellsThoseOfItsList() {
    String table = table("v datetime");
    run("insert into %s values ('2026-01-02 03:04:05')".formatted(table), List.of());
    List<Json> values = new ArrayList<>();
    for (int at = 0; at < 99; at++) {
      values.add(Json.of("2026-01-03T03:%02d:%02dZ".formatted(at / 60, at % 60)));
    }
    values.add(Json.of("2026-01-02T05:04:05+02:00"));
    long before = undone();

    run("delete from %s where v in (%s)".formatted(table, times("?", 100)), values);

    assertThat(undone() - before).isEqualTo(1);
    assertThat(query("select v from " + table).rows()).isEmpty();
  }

  @Test
  void whatIsNotTriedInTimeHasNotHappened() {
    FakeCall call = FakeCall.of("database.statement.run", provider);
    AtomicInteger tries = new AtomicInteger();

    Failure failure =
        Failures.expect(
            FailureCode.TIMEOUT,
            () ->
                carryOut(
                    call,
                    2,
                    values -> {
                      tries.incrementAndGet();
                      call.time().advance(Duration.ofSeconds(60));
                      throw misread(moment(0));
                    }));

    assertThat(failure.applied()).isEqualTo(Applied.NO);
    assertThat(tries).hasValue(1);
  }

  @Test
  void momentsThatAreMisreadOneByOneAreTriedSoOftenAndNoOftener() {
    AtomicInteger tries = new AtomicInteger();

    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () ->
                carryOut(
                    FakeCall.of("database.statement.run", provider),
                    200,
                    values -> {
                      throw misread(moment(tries.getAndIncrement()));
                    }));

    assertThat(failure.message()).contains("more than 64 tries", "2026-01-02 03:04:05");
    assertThat(failure.applied()).isEqualTo(Applied.NO);
    assertThat(tries).hasValue(64);
  }

  // Tried once more, it would take twice the memory of what is kept.
  @Test
  void rowsOfTriesShareTheirMemory() {
    String table = table("n int, v datetime");
    run("insert into %s values (1, '2026-01-02 01:04:05')".formatted(table), List.of());
    String sql = "select * from %s where v = ?".formatted(table);
    FakeCall once = FakeCall.of("database.query.run", provider);
    FakeCall twice = FakeCall.of("database.query.run", provider);

    SqlRows rows = database.runQuery(query(sql, "2026-01-02 01:04:05"), once);
    SqlRows again = database.runQuery(query(sql + " or v = '" + IN_UTC + "'", GIVEN), twice);

    assertThat(again.rows()).isEqualTo(rows.rows()).hasSize(1);
    assertThat(twice.reserved()).isEqualTo(once.reserved()).isPositive();
  }

  @Test
  void aTextKeepsTheMomentThatIsGivenToATimeToo() {
    for (String columns : List.of("raw varchar(25), v datetime", "v datetime, raw varchar(25)")) {
      String table = table(columns);

      named("insert into %s (raw, v) values (:m, :m), (:m, :m)".formatted(table));
      named("insert into %s (v, raw) values (:m, :m)".formatted(table));
      named("update %s set raw = :m, v = :m where v = :m and raw = :m".formatted(table));

      assertThat(query("select raw, v from %s".formatted(table)).rows())
          .hasSize(3)
          .containsOnly(kept());
    }
  }

  @Test
  void aTextIsComparedAsItIsGivenNextToATime() {
    String table = table("raw varchar(25), v datetime, other varchar(25)");
    run(
        "insert into %s values ('%s', '%s', '%s')".formatted(table, GIVEN, IN_UTC, GIVEN),
        List.of());

    for (String where :
        List.of(
            "raw = :m and v = :m and other = :m",
            "v = :m and raw in ('a', :m) and v in ('2020-01-01', :m)",
            "(raw, v) in ((:m, :m), (:m, :m))")) {
      SqlQuery query =
          new SqlQuery(
              "select raw, v from %s where %s".formatted(table, where),
              Json.object(Map.of("m", Json.of(GIVEN))),
              null);
      assertThat(database.runQuery(query, FakeCall.of("database.query.run", provider)).rows())
          .as(where)
          .containsExactly(kept());
    }
  }

  @Test
  void aTextKeepsItsMomentWhereRowsStay() {
    for (String columns : List.of("raw varchar(25), v datetime", "v datetime, raw varchar(25)")) {
      String table = table(columns);
      run("alter table %s engine=MyISAM".formatted(table), List.of());

      named("insert into %s (raw, v) values (:m, :m)".formatted(table));
      named("insert into %s (v, raw) values (:m, :m)".formatted(table));

      assertThat(query("select raw, v from %s".formatted(table)).rows())
          .hasSize(2)
          .containsOnly(kept());
    }
  }

  private static Json.Obj kept() {
    return Json.object(Map.of("raw", Json.of(GIVEN), "v", Json.of(IN_UTC)));
  }

  private <T> T carryOut(FakeCall call, int moments, SqlDialect.Attempt<T> attempt) {
    SqlText text =
        SqlText.read(
            "select " + times("coalesce(?)", moments), connections.dialect().words(), false);
    SqlParameters values =
        SqlParameters.of(
            text,
            Json.array(IntStream.range(0, moments).mapToObj(at -> Json.of(moment(at))).toList()));
    return connections.writing(
        call,
        connection -> {
          connections.dialect().beginWriting(connection, call.remaining());
          return connections.dialect().carryOut(connection, values, call, attempt);
        });
  }

  private static String moment(int number) {
    return "2026-01-02T03:%02d:%02dZ".formatted(number / 60, number % 60);
  }

  private static SQLException misread(String moment) {
    return new SQLException(
        "Truncated incorrect datetime value: '%s'".formatted(moment), "22007", 1292);
  }

  private static String times(String each, int times) {
    return String.join(", ", Collections.nCopies(times, each));
  }

  private String table(String columns) {
    String table = "m" + NAMES.incrementAndGet();
    run("create table %s (%s)".formatted(table, columns), List.of());
    return table;
  }

  private void run(String sql, List<Json> values) {
    database.runStatement(
        new SqlStatement(sql, Json.array(values)), FakeCall.of("database.statement.run", provider));
  }

  private void named(String sql) {
    database.runStatement(
        new SqlStatement(sql, Json.object(Map.of("m", Json.of(GIVEN)))),
        FakeCall.of("database.statement.run", provider));
  }

  private static SqlQuery query(String sql, String value) {
    return new SqlQuery(sql, Json.array(List.of(Json.of(value))), null);
  }

  private SqlRows query(String sql) {
    return database.runQuery(
        new SqlQuery(sql, null, null), FakeCall.of("database.query.run", provider));
  }

  /** How often the server has undone a try so far. */
  private long undone() {
    return Long.parseLong(
        String.valueOf(
            query(
                    "select variable_value as v from information_schema.global_status"
                        + " where variable_name = 'COM_ROLLBACK_TO_SAVEPOINT'")
                .rows()
                .getFirst()
                .text("v")));
  }
}
