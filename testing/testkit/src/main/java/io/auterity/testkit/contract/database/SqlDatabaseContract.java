package io.auterity.testkit.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.database.DatabaseTable;
import io.auterity.spi.database.SqlBatch;
import io.auterity.spi.database.SqlChange;
import io.auterity.spi.database.SqlColumn;
import io.auterity.spi.database.SqlDatabase;
import io.auterity.spi.database.SqlIsolation;
import io.auterity.spi.database.SqlQuery;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlStatement;
import io.auterity.spi.database.SqlType;
import io.auterity.spi.database.TableDetail;
import io.auterity.spi.database.TableDetail.TableColumn;
import io.auterity.spi.database.TableQuery;
import io.auterity.spi.database.WhichTable;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.OpenContract;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@code database} connector must do. The provider's reader may read, its writer make
 * and change, all tables of the schema that a name without one is in.
 */
public abstract class SqlDatabaseContract extends OpenContract<SqlDatabase> {

  private static final String EXACT = "12345678901234567890.1234567890";
  private static final String HOSTILE = "a, 'b'; drop table orders; -- \\ \" :x ?";

  private String table = "";

  protected SqlDatabaseContract() {
    super(SqlDatabase.class);
  }

  /** A name that no table has yet; lower-case letters and digits. */
  protected abstract String freshName();

  /** The same without a writer. */
  protected abstract ProviderContext readOnly();

  /** A query that takes half a minute. */
  protected abstract String longQuery();

  /** Statements of the database's own words that a reader must not get through. */
  protected abstract List<String> hostile();

  @BeforeEach
  void makeATable() {
    table = freshName();
    write(
        "create table "
            + table
            + " (id bigint primary key, amount decimal(30,10), note varchar(100))");
  }

  @Override
  protected final Object input(String operation, SqlDatabase instance) {
    return switch (operation) {
      case "query.run" -> new SqlQuery("select 1", null, null);
      case "statement.run" -> insert(1, "1", "a");
      case "batch.run" -> new SqlBatch(List.of(insert(2, "1", "a")), null);
      case "table.list" -> new TableQuery(null, null, null);
      default -> new WhichTable(found().ref());
    };
  }

  private SqlStatement insert(long id, String amount, String note) {
    return new SqlStatement(
        "insert into %s (id, amount, note) values (?, ?, ?)".formatted(table),
        list(Json.of(id), Json.of(amount), Json.of(note)));
  }

  private static Json list(Json... values) {
    return new Json.Arr(Arrays.asList(values));
  }

  private SqlChange write(String sql) {
    return run(new SqlStatement(sql, null));
  }

  private SqlChange run(SqlStatement statement) {
    return instance().runStatement(statement, call("statement.run"));
  }

  private SqlRows query(String sql, Json parameters) {
    return instance().runQuery(new SqlQuery(sql, parameters, null), call("query.run"));
  }

  private SqlRows all() {
    return query("select id, amount, note from %s order by id".formatted(table), list());
  }

  // windmill #5325, node-postgres #107: decimals were rounded; n8n #16354: a comma split a value.
  @Test
  void valuesArriveAsTheyWereGiven() {
    assertThat(run(insert(Long.MAX_VALUE, EXACT, HOSTILE)).count()).isEqualTo(1);

    SqlRows rows = all();

    assertThat(rows.columns())
        .extracting(SqlColumn::type)
        .containsExactly(SqlType.INT64, SqlType.DECIMAL, SqlType.TEXT);
    assertThat(rows.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.text("id")).isEqualTo("9223372036854775807");
              assertThat(row.text("amount")).isEqualTo(EXACT);
              assertThat(row.text("note")).isEqualTo(HOSTILE);
            });
  }

  @Test
  void valuesMayBeNamed() {
    run(insert(1, "1", "a"));
    run(insert(2, "2", "b"));

    SqlRows rows =
        query(
            "select note from %s where note = :note or (id = :id and note <> :note)"
                .formatted(table),
            Json.object(Map.of("note", Json.of("a"), "id", Json.of(2))));

    assertThat(rows.rows()).extracting(row -> row.text("note")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void nothingIsAValueToo() {
    run(
        new SqlStatement(
            "insert into %s (id, amount, note) values (?, ?, ?)".formatted(table),
            list(Json.of(1), Json.NULL, Json.NULL)));

    assertThat(all().rows().getFirst().get("amount")).isEqualTo(Json.NULL);
  }

  @Test
  void valuesThatDoNotFitTheStatementAreRefused() {
    Map<String, Json> given =
        new LinkedHashMap<>(
            Map.of(
                "select ?", list(),
                "select 1", list(Json.of(1)),
                "select :a", Json.object(Map.of("b", Json.of(1))),
                "select 2", Json.of("x")));
    given.forEach(
        (sql, parameters) ->
            assertThat(Failures.field(() -> query(sql, parameters)))
                .as(sql)
                .isEqualTo("parameters"));
  }

  @Test
  void columnsOfOneNameAreToldApart() {
    assertThat(query("select 1 as a, 2 as a", list()).columns())
        .extracting(SqlColumn::name)
        .containsExactly("a", "a_2");
  }

  @Test
  void moreRowsThanTheLimitAreToldToBeThere() {
    for (int id = 1; id <= 3; id++) {
      run(insert(id, "1", "a"));
    }
    String sql = "select id from " + table;

    SqlRows two = instance().runQuery(new SqlQuery(sql, null, 2), call("query.run"));
    SqlRows three = instance().runQuery(new SqlQuery(sql, null, 3), call("query.run"));

    assertThat(two.rows()).hasSize(2);
    assertThat(two.truncated()).isTrue();
    assertThat(three.rows()).hasSize(3);
    assertThat(three.truncated()).isFalse();
  }

  @Test
  void rowsEndBeforeTheyHaveSixteenMebibytes() {
    String row = "select repeat('x', 9000000) as a";

    SqlRows rows = query(row + " union all " + row, list());

    assertThat(rows.rows()).hasSize(1);
    assertThat(rows.truncated()).isTrue();
  }

  @Test
  void aBatchHappensAsAWholeOrNotAtAll() {
    SqlBatch both = new SqlBatch(List.of(insert(1, "1", "a"), insert(2, "1", "b")), null);
    SqlBatch twice =
        new SqlBatch(List.of(insert(3, "1", "a"), insert(3, "1", "b")), SqlIsolation.SERIALIZABLE);

    assertThat(instance().runBatch(both, call("batch.run")).changes()).hasSize(2);
    Failures.expect(FailureCode.CONFLICT, () -> instance().runBatch(twice, call("batch.run")));

    assertThat(all().rows()).hasSize(2);
  }

  @Test
  void aProviderWithoutAWriterOnlyReads() {
    ProviderContext reader = readOnly();
    SqlDatabase database = open(reader);

    database.runQuery(new SqlQuery("select 1", null, null), call("query.run", reader));

    Failures.expect(
        FailureCode.FORBIDDEN,
        () -> database.runStatement(insert(1, "1", "a"), call("statement.run", reader)));
  }

  @Test
  void aQueryEndsWithItsTime() {
    Failure failure =
        Failures.expect(
            FailureCode.TIMEOUT,
            () ->
                instance()
                    .runQuery(
                        new SqlQuery(longQuery(), null, null),
                        call("query.run").withRemaining(Duration.ofSeconds(1))));

    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void aMistakeInTheSqlIsTold() {
    assertThat(Failures.field(() -> query("select nothing_such from " + table, list())))
        .isEqualTo("sql");
  }

  @Test
  void tablesAreListedWithTheirColumns() {
    DatabaseTable found = found();

    TableDetail detail = instance().getTable(new WhichTable(found.ref()), call("table.get"));

    assertThat(found.view()).isFalse();
    assertThat(detail.columns())
        .extracting(TableColumn::name)
        .containsExactly("id", "amount", "note");
    assertThat(detail.columns().getFirst().key()).isTrue();
    assertThat(detail.columns().getFirst().nullable()).isFalse();
    assertThat(detail.columns().get(1).type()).isEqualTo(SqlType.DECIMAL);
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> instance().getTable(new WhichTable(Ref.of("no.such")), call("table.get")));
  }

  private DatabaseTable found() {
    Page<DatabaseTable> page =
        instance().listTables(new TableQuery(null, null, 200), call("table.list"));
    return page.items().stream()
        .filter(each -> each.name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWriteByAQueryIsInvalidAndNamesItsVerb() {
    for (String sql :
        List.of(
            "delete from " + table,
            "/* select */ delete from " + table,
            "with a as (select 1 as id) delete from " + table)) {
      Failure failure = Failures.expect(FailureCode.INVALID, () -> query(sql, list()));

      assertThat(failure.message())
          .isEqualTo(
              "database.query.run only reads, and DELETE writes: use database.statement.run");
      assertThat(failure.fields()).containsOnlyKeys("sql");
    }
  }

  @TestFactory
  Stream<DynamicTest> aQueryChangesNothing() {
    return Stream.concat(
            Stream.of(
                "insert into TABLE (id) values (9)",
                "update TABLE set note = 'x'",
                "delete from TABLE",
                "drop table TABLE",
                "truncate table TABLE",
                "alter table TABLE add column x int",
                "create table TABLE2 (id int)",
                "select 1; drop table TABLE",
                "select 1;; delete from TABLE",
                "select 1 /* ; */ ; delete from TABLE",
                "select ';' ; delete from TABLE",
                "/* select */ delete from TABLE",
                "-- select\n delete from TABLE",
                "commit",
                "rollback; delete from TABLE",
                "begin",
                "set transaction read write",
                "grant all on TABLE to public",
                "call something()",
                "select '",
                "select /*",
                "select /* /* */ 1; delete from TABLE */",
                "",
                ";"),
            hostile().stream())
        .map(
            sql ->
                DynamicTest.dynamicTest(
                    "hostile: " + sql.strip(), () -> assertHarmless(sql.replace("TABLE", table))));
  }

  private void assertHarmless(String sql) {
    run(insert(1, "1", "a"));

    assertThat(Failures.of(() -> query(sql, list()))).as(sql).isPresent();

    assertThat(all().rows()).hasSize(1);
    write("delete from " + table);
  }
}
