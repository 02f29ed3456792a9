package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.FreshCluster;
import io.auterity.platform.database.embedded.PostgresSettings;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.database.SqlChange;
import io.auterity.spi.database.SqlQuery;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlStatement;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.database.SqlDatabaseContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against the PostgreSQL that the platform brings. */
@Tag("postgresql")
class PostgresContractTest extends SqlDatabaseContract {

  private static final String PASSWORD = "s3cret";

  @SuppressWarnings("NullAway.Init")
  private static Path run;

  @SuppressWarnings("NullAway.Init")
  private static EmbeddedPostgres postgres;

  private final AtomicInteger names = new AtomicInteger();

  @BeforeAll
  static void start() throws SQLException {
    run = FreshCluster.copyForThisJvm();
    postgres =
        EmbeddedPostgres.start(
            run,
            PostgresSettings.product().withBinaries(FreshCluster.cache()).with("fsync", "off"));
    administer("postgres", "create database orders");
    administer(
        "orders",
        """
        create role reader login password 's3cret';
        create role writer login password 's3cret';
        create role boss superuser login password 's3cret';
        grant create, usage on schema public to writer;
        alter default privileges for role writer grant select on tables to reader;
        alter role reader set intervalstyle = 'iso_8601';
        create extension hstore;
        create type mood as enum ('good', 'so so');
        create domain age as int check (value >= 0);
        create type pair as (a int, b text);
        """);
  }

  private static void administer(String database, String sql) throws SQLException {
    DatabaseLogin login = postgres.administrator(database);
    try (Connection connection =
            DriverManager.getConnection(login.url(), login.user(), login.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
    FreshCluster.delete(run);
  }

  @Override
  protected Plugin plugin() {
    return new DatabasePlugin();
  }

  @Override
  protected String connectorId() {
    return "postgresql";
  }

  private Databases databases() {
    return new Databases(manifest(), postgres.port(), "orders", PASSWORD);
  }

  @Override
  protected FakeProvider provider() {
    return databases().provider(true);
  }

  @Override
  protected FakeProvider readOnly() {
    return databases().provider(false);
  }

  @Override
  protected String freshName() {
    return "t%s%d"
        .formatted(Integer.toHexString(System.identityHashCode(this)), names.incrementAndGet());
  }

  @Override
  protected String longQuery() {
    return "select pg_sleep(30)";
  }

  @Override
  protected List<String> hostile() {
    return List.of(
        "with gone as (delete from TABLE returning id) select * from gone",
        "select * into TABLE2 from TABLE",
        "select set_config('transaction_read_only', 'off', false), 1 / 0",
        "explain analyze delete from TABLE",
        "copy TABLE to program 'id'",
        "do $$ begin delete from TABLE; end $$",
        "select pg_read_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "select lo_import('/etc/passwd')",
        "select $a$ ; $a$ ; delete from TABLE",
        "select nextval('no_such')");
  }

  private SqlRows query(String sql) {
    return instance().runQuery(new SqlQuery(sql, null, null), call("query.run"));
  }

  /** Writes that only the database sees: they are refused as those that stand in front. */
  @Test
  void aWriteInsideOfAQueryIsInvalidAndNamesItsVerb() {
    String table = freshName();
    instance()
        .runStatement(
            new SqlStatement("create table " + table + " (id serial)", null),
            call("statement.run"));
    Map<String, String> writes =
        Map.of(
            "explain analyze insert into T (id) values (1)", "INSERT",
            "with a as (with b as (select 1) delete from T returning 1) select * from a", "SELECT",
            "select * into T2 from T", "SELECT INTO",
            "select id from T for update", "SELECT FOR UPDATE");

    writes.forEach(
        (sql, verb) ->
            assertThat(
                    Failures.expect(FailureCode.INVALID, () -> query(sql.replace("T", table)))
                        .message())
                .as(sql)
                .isEqualTo(
                    "database.query.run only reads, and the database takes %s for a write: use database.statement.run"
                        .formatted(verb)));
  }

  @Test
  void wordsOfWritesAreNamesToo() {
    assertThat(
            query("with insert (delete) as (select 7) select delete, (1) update from insert")
                .rows()
                .getFirst())
        .hasToString("{\"delete\":7,\"update\":1}");
  }

  @Test
  void everyTypeIsAsExactAsItsText() {
    SqlRows rows =
        query(
            """
            select true as a, 7::int as b, 'NaN'::numeric as c, 0.1::float4 as d,
              'infinity'::float8 as e, '\\x00ff'::bytea as f, date '2026-11-20' as g,
              timestamp '2026-11-20 13:45:00.123' as h, timestamptz '2026-11-20 13:45:00+02' as i,
              '{"x": 1}'::jsonb as j, array[1, 2] as k, null::text as l
            """);

    assertThat(rows.rows().getFirst())
        .hasToString(
            "{\"a\":true,\"b\":7,\"c\":\"NaN\",\"d\":0.1,\"e\":\"Infinity\",\"f\":\"AP8=\","
                + "\"g\":\"2026-11-20\",\"h\":\"2026-11-20T13:45:00.123\","
                + "\"i\":\"2026-11-20T11:45:00Z\",\"j\":\"{\\\"x\\\": 1}\",\"k\":\"{1,2}\","
                + "\"l\":null}");
  }

  @TestFactory
  Stream<DynamicTest> aValueIsReadAsItWasWritten() {
    return types().of("postgresql-types.txt", name -> freshName());
  }

  @Test
  void momentsAreComparedWhateverTheirOffset() {
    types().assertMomentsAreCompared("timestamp(3)", freshName());
    types().assertMomentsAreCompared("timestamptz", freshName());
  }

  @Test
  void theZoneOfASessionIsUtc() {
    assertThat(query("show time zone").rows()).hasToString("[{\"TimeZone\":\"UTC\"}]");
  }

  private ColumnTypes types() {
    return new ColumnTypes(instance(), this::call);
  }

  @Test
  void whatAStatementReturnsAreItsKeys() {
    String table = freshName();
    instance()
        .runStatement(
            new SqlStatement("create table " + table + " (id serial, note text)", null),
            call("statement.run"));

    SqlChange change =
        instance()
            .runStatement(
                new SqlStatement(
                    "insert into " + table + " (note) values ('a'), ('b') returning id", null),
                call("statement.run"));

    assertThat(change.count()).isEqualTo(2);
    assertThat(change.keys()).hasToString("[{\"id\":1}, {\"id\":2}]");
  }

  @Test
  void noSettingOfACallMeetsAnother() {
    query("select set_config('search_path', 'pg_catalog', false)");

    assertThat(
            query("select current_setting('search_path') as path").rows().getFirst().text("path"))
        .contains("public");
  }

  @Test
  void aRowThatIsTooLargeIsToldSo() {
    for (int size : List.of(17_000_000, 70_000_000)) {
      Failures.expect(FailureCode.TOO_LARGE, () -> query("select repeat('x', %d)".formatted(size)));
    }
  }

  @Test
  void manyWideRowsAreCutAndNoFailure() {
    SqlRows rows = query("select repeat('x', 4000000) from generate_series(1, 100)");

    assertThat(rows.rows()).hasSize(4);
    assertThat(rows.truncated()).isTrue();
  }

  // pgjdbc #2970: behind small rows, large ones were fetched by as many.
  @Test
  void rowsMayGrow() {
    SqlRows rows =
        query(
            "select repeat('x', case when i < 50 then 1 else 1000000 end) from generate_series(1,"
                + " 90) i");

    assertThat(rows.rows()).hasSize(49 + 16);
    assertThat(rows.truncated()).isTrue();
  }

  // Most statements fit in one, whatever the settings of the server say of texts.
  @Test
  void backslashesOfTextsAreWhatTheyAreReadAs() throws SQLException {
    administer("orders", "alter role reader set standard_conforming_strings = off");

    assertThat(query("select 'a\\' as text").rows().getFirst().text("text")).isEqualTo("a\\");

    administer("orders", "alter role reader reset standard_conforming_strings");
  }

  @Test
  void aSuperuserIsNoReader() {
    Json.Obj config = provider().config();
    Json.Obj boss =
        ((Json.Obj) Objects.requireNonNull(config.get("reader"))).with("user", Json.of("boss"));
    FakeProvider provider = provider().withConfig(config.with("reader", boss));

    Failures.expect(
        FailureCode.FORBIDDEN,
        () ->
            open(provider)
                .runQuery(new SqlQuery("select 1", null, null), call("query.run", provider)));
  }

  @Test
  void aWrongPasswordIsTold() {
    FakeProvider provider = provider().withSecrets(Map.of("pass", "other"));

    Failures.expect(
        FailureCode.UNAUTHENTICATED,
        () ->
            open(provider)
                .runQuery(new SqlQuery("select 1", null, null), call("query.run", provider)));
  }
}
