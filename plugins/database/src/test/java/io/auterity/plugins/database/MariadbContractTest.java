package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.Ref;
import io.auterity.spi.database.SqlBatch;
import io.auterity.spi.database.SqlChange;
import io.auterity.spi.database.SqlQuery;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlStatement;
import io.auterity.spi.database.SqlType;
import io.auterity.spi.database.TableDetail.TableColumn;
import io.auterity.spi.database.WhichTable;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.database.SqlDatabaseContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Against the MariaDB of this machine, where it has one. */
class MariadbContractTest extends SqlDatabaseContract {

  private static final AtomicInteger NAMES = new AtomicInteger();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static MariadbServer server;

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
            create user filer@'127.0.0.1' identified by 's3cret';
            grant select, file on *.* to filer@'127.0.0.1';
            grant select on orders.* to reader@'127.0.0.1';
            create sequence orders.numbers;
            grant select, insert on orders.numbers to reader@'127.0.0.1';
            grant all on orders.* to writer@'127.0.0.1';
            """);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Plugin plugin() {
    return new DatabasePlugin();
  }

  @Override
  protected String connectorId() {
    return "mariadb";
  }

  private Databases databases() {
    return new Databases(manifest(), server.port(), "orders", "s3cret");
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
    return "t" + NAMES.incrementAndGet();
  }

  @Override
  protected String longQuery() {
    return "select sleep(30)";
  }

  @Override
  protected List<String> hostile() {
    return List.of(
        "select * from TABLE into outfile '/tmp/hostile'",
        "select id into /**/ dumpfile '/tmp/hostile' from TABLE",
        "select 1 /*! ; delete from TABLE */",
        "select 1 /*M! ; delete from TABLE */",
        "load data local infile '/etc/passwd' into table TABLE",
        "handler TABLE open",
        "# select\ndelete from TABLE",
        "replace into TABLE (id) values (1)");
  }

  private FakeProvider readBy(String user) {
    Json.Obj config = provider().config();
    Json.Obj reader =
        ((Json.Obj) Objects.requireNonNull(config.get("reader"))).with("user", Json.of(user));
    return provider().withConfig(config.with("reader", reader));
  }

  private String select(String sql, FakeProvider provider) {
    SqlRows rows =
        open(provider).runQuery(new SqlQuery(sql, null, null), call("query.run", provider));
    return String.valueOf(rows.rows().getFirst().get(rows.columns().getFirst().name()))
        .replace("\"", "");
  }

  @Test
  void aZoneInThePropertiesIsOfNoMatter() {
    Json.Obj properties = Json.object(Map.of("timezone", Json.of("America/New_York")));
    FakeProvider provider =
        provider().withConfig(provider().config().with("properties", properties));

    assertThat(select("select @@time_zone as zone", provider)).isEqualTo("+00:00");
  }

  @Test
  void whoMayUseFilesIsNoReader() {
    FakeProvider provider = readBy("filer");

    Failures.expect(
        FailureCode.FORBIDDEN,
        () ->
            open(provider)
                .runQuery(new SqlQuery("select 1", null, null), call("query.run", provider)));
  }

  @Test
  void aWriteThatOnlyTheDatabaseSeesIsInvalidForAQuery() {
    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () ->
                instance()
                    .runQuery(
                        new SqlQuery("select nextval(numbers)", null, null), call("query.run")));

    assertThat(failure.message())
        .contains("the database takes SELECT for a write: use database.statement.run");
  }

  @Test
  void aBatchOnATableWithoutTransactionsIsRefusedBeforeAnythingRuns() {
    for (String engine : List.of("MyISAM", "Aria", "MEMORY")) {
      String kept = freshName();
      String whole = freshName();
      run("create table %s (id int primary key) engine=%s".formatted(kept, engine));
      run("create table %s (id int primary key)".formatted(whole));

      Failure failure =
          Failures.expect(
              FailureCode.INVALID,
              () ->
                  batch(
                      "insert into %s values (1)".formatted(whole),
                      "insert into `orders`.`%s` values (1)".formatted(kept)));

      assertThat(failure.message())
          .contains("have no transactions: orders.%s (%s)".formatted(kept, engine));
      assertThat(failure.applied()).isEqualTo(Applied.NO);
      assertThat(rows(whole)).isZero();
      assertThat(rows(kept)).isZero();
    }
  }

  // A view and a trigger lead to tables that no statement names.
  @Test
  void whatATableWithoutTransactionsKeepsIsUnknown() {
    String kept = freshName();
    String view = freshName();
    run("create table %s (id int primary key) engine=MyISAM".formatted(kept));
    run("create view %s as select id from %s".formatted(view, kept));

    assertThat(
            Failures.expect(
                    FailureCode.CONFLICT,
                    () -> run("insert into %s values (1), (1)".formatted(kept)))
                .applied())
        .isEqualTo(Applied.UNKNOWN);
    assertThat(rows(kept)).isOne();
    assertThat(
            Failures.expect(
                    FailureCode.CONFLICT,
                    () ->
                        batch(
                            "insert into %s values (2)".formatted(view),
                            "insert into %s values (2)".formatted(view)))
                .applied())
        .isEqualTo(Applied.UNKNOWN);
    assertThat(
            Failures.expect(
                    FailureCode.CONFLICT, () -> run("insert into %s values (2)".formatted(kept)))
                .applied())
        .isEqualTo(Applied.NO);
  }

  @Test
  void aDropOfSeveralTablesMayHaveDroppedSome() {
    String table = freshName();
    run("create table %s (id int)".formatted(table));

    Failure failure =
        Failures.expect(FailureCode.INVALID, () -> run("drop table %s, no_such".formatted(table)));

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(Failures.expect(FailureCode.INVALID, () -> run("drop table no_such")).applied())
        .isEqualTo(Applied.NO);
  }

  private void batch(String... statements) {
    instance()
        .runBatch(
            new SqlBatch(
                Stream.of(statements).map(sql -> new SqlStatement(sql, null)).toList(), null),
            call("batch.run"));
  }

  private long rows(String table) {
    return Long.parseLong(
        String.valueOf(
            instance()
                .runQuery(
                    new SqlQuery("select count(*) as n from " + table, null, null),
                    call("query.run"))
                .rows()
                .getFirst()
                .text("n")));
  }

  @TestFactory
  Stream<DynamicTest> aValueIsReadAsItWasWritten() {
    return types().of("mariadb-types.txt", name -> freshName());
  }

  @Test
  void momentsAreComparedWhateverTheirOffset() {
    types().assertMomentsAreCompared("datetime(3)", freshName());
    types().assertMomentsAreCompared("timestamp null", freshName());
  }

  // Rows of MyISAM stay where a moment was misread in a later one.
  @Test
  void aMomentIsNotGivenAgainWhereRowsStay() {
    String table = freshName();
    run("create table %s (n int, v datetime) engine=MyISAM".formatted(table));

    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () ->
                instance()
                    .runStatement(
                        new SqlStatement(
                            "insert into %s values (1, '2026-01-02'), (2, ?)".formatted(table),
                            Json.array(List.of(Json.of("2026-01-02T03:04:05Z")))),
                        call("statement.run")));

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(rows(table)).isOne();
  }

  @Test
  void aDateThatNoCalendarHasIsAskedForAsAText() {
    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () ->
                instance()
                    .runQuery(
                        new SqlQuery("select date '2026-00-00' as day", null, null),
                        call("query.run")));

    assertThat(failure.message()).startsWith("column day has a date that no calendar has");
  }

  @Test
  void theTypesOfColumnsAreThoseOfTheirValues() {
    String table = freshName();
    run("create table %s (a tinyint(1), b bit(8), c timestamp, d year)".formatted(table));

    assertThat(
            instance()
                .getTable(new WhichTable(Ref.of("orders." + table)), call("table.get"))
                .columns())
        .extracting(TableColumn::type)
        .containsExactly(SqlType.INT32, SqlType.INT32, SqlType.INSTANT, SqlType.INT32);
  }

  private ColumnTypes types() {
    return new ColumnTypes(instance(), this::call);
  }

  @Test
  void theKeysThatAreGeneratedAreTold() {
    String table = freshName();
    run("create table " + table + " (id int auto_increment primary key, note text)");

    SqlChange change = run("insert into " + table + " (note) values ('a'), ('b')");

    assertThat(change.count()).isEqualTo(2);
    assertThat(change.keys()).isNotEmpty();
  }

  private SqlChange run(String sql) {
    return instance().runStatement(new SqlStatement(sql, null), call("statement.run"));
  }
}
