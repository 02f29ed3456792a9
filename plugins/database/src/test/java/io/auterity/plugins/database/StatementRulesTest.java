package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementRulesTest {

  private static final List<SqlWords> DIALECTS =
      List.of(SqlWords.POSTGRESQL, SqlWords.MARIADB, SqlWords.SQLSERVER);

  @Test
  void aWriteByAQueryIsRefusedByItsVerb() {
    Map<String, String> writes =
        Map.ofEntries(
            Map.entry("insert into t (id) values (1)", "INSERT"),
            Map.entry("Update t set a = 1", "UPDATE"),
            Map.entry("/* select */ -- with\n delete from t", "DELETE"),
            Map.entry("merge into t using u on 1 = 1 when matched then delete", "MERGE"),
            Map.entry("replace into t (id) values (1)", "REPLACE"),
            Map.entry("truncate table t", "TRUNCATE"),
            Map.entry("create table t (id int)", "CREATE"),
            Map.entry("alter table t add x int", "ALTER"),
            Map.entry("drop table t", "DROP"),
            Map.entry("comment on table t is 'x'", "COMMENT"),
            Map.entry("with a as (select 1) insert into t select * from a", "INSERT"),
            Map.entry(
                "WITH a (x) AS (select (1)), b as /* ( */ (select 2)\n-- select\n DELETE from t",
                "DELETE"),
            Map.entry("with a as (select 1), b as ( update t set a = 1 ) select 1", "UPDATE"),
            Map.entry("with a as (delete from t), b as (select 1) select 1", "DELETE"),
            Map.entry("with a as not materialized (delete from t) select 1", "DELETE"),
            Map.entry("with \"a\" as materialized (insert into t select 1) select 1", "INSERT"));

    for (SqlWords words : DIALECTS) {
      writes.forEach(
          (sql, verb) ->
              assertThat(
                      Failures.expect(
                              FailureCode.INVALID, () -> StatementRules.query(sql, null, words))
                          .message())
                  .as(sql)
                  .isEqualTo(
                      "database.query.run only reads, and %s writes: use database.statement.run"
                          .formatted(verb)));
    }
    assertThat(
            Failures.field(() -> StatementRules.query("delete from t", null, SqlWords.POSTGRESQL)))
        .isEqualTo("sql");
  }

  // Few of these words are reserved: the database knows what they are.
  @Test
  void whatMayBeANameIsLeftToTheDatabase() {
    for (String sql :
        List.of(
            "select delete, insert from update",
            "select (1) delete from t",
            "select 'a' as \"b\" /* delete from t */",
            "explain delete from t",
            "with insert as (select 1 as delete) select delete from insert",
            "with a (delete, x) as (select 1, 2) select (delete) update from a",
            "with a as (select * from f() as (delete int)) select 1",
            "with a as (select (delete) from t) select (1), (2) delete from t",
            "with materialized (delete) as (select 1) select delete from materialized",
            "(select 1)")) {
      for (SqlWords words : DIALECTS) {
        assertThat(StatementRules.query(sql, null, words).text()).isEqualTo(sql);
      }
    }
  }

  @Test
  void whatNeitherReadsNorWritesRowsIsNoQuery() {
    assertThat(
            Failures.expect(
                    FailureCode.INVALID,
                    () -> StatementRules.query("commit", null, SqlWords.POSTGRESQL))
                .message())
        .contains("database.query.run takes statements that begin with", "not with commit");
  }

  @Test
  void whatTheDatabaseRefusesAsAWriteIsInvalidForAQuery() {
    Map<SQLException, String> refusals =
        Map.of(
            new SQLException(
                "ERROR: cannot execute SELECT INTO in a read-only transaction", "25006"),
            "SELECT INTO",
            new SQLException("Cannot execute statement in a READ ONLY transaction", "25006", 1792),
            "EXPLAIN",
            new SQLException("Failed to update database \"orders\"", "S0001", 3906),
            "EXPLAIN");

    refusals.forEach(
        (error, verb) -> {
          Failure failure = SqlFailures.ofQuery(error, "explain").failure();
          assertThat(failure.code()).as(verb).isEqualTo(FailureCode.INVALID);
          assertThat(failure.message()).contains(verb + " for a write: use database.statement.run");
          assertThat(failure.fields()).containsKey("sql");
        });
  }

  @Test
  void otherRefusalsOfAQueryStayWhatTheyAre() {
    assertThat(
            SqlFailures.ofQuery(new SQLException("permission denied", "42501"), "select")
                .failure()
                .code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(
            SqlFailures.ofQuery(new SQLException("an index of JSON", "HY000", 3906), "select")
                .failure()
                .message())
        .contains("an index of JSON");
  }
}
