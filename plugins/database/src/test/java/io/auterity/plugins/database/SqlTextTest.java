package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTextTest {

  private static SqlText postgres(String sql) {
    return SqlText.read(sql, SqlWords.POSTGRESQL, true);
  }

  private static SqlText mariadb(String sql) {
    return SqlText.read(sql, SqlWords.MARIADB, true);
  }

  @Test
  void aNameStandsForAValueOutsideOfQuotesAlone() {
    SqlText text =
        postgres("select ':a', \":b\", x::int, $t$ :c $t$ /* :d */ from t where y = :e and z = :e");

    assertThat(text.names()).containsExactly("e", "e");
    assertThat(text.text()).endsWith("y = ? and z = ?");
  }

  @Test
  void aMarkStandsForAValueOutsideOfQuotesAlone() {
    assertThat(postgres("select '?', ? /* ? */ -- ?\n, a ?? 'b'").values()).isEqualTo(1);
  }

  @Test
  void aSemicolonAtTheEndIsNoSecondStatement() {
    assertThat(postgres("select 1 ; -- done\n /* yes */").text().strip()).startsWith("select 1");
    assertThat(Failures.field(() -> postgres("select 1; select 2"))).isEqualTo("sql");
  }

  @Test
  void whatQuotesIsReadAsTheDatabaseReadsIt() {
    assertThat(postgres("select '\\'").values()).isZero();
    assertThat(mariadb("select '\\';'").values()).isZero();
    assertThat(postgres("select E'\\';'").values()).isZero();
    assertThat(postgres("select $a$;$b$;$a$").values()).isZero();
    assertThat(postgres("select a$1").values()).isZero();
    assertThat(SqlText.read("select [a;b]", SqlWords.SQLSERVER, false).values()).isZero();
    for (String open :
        List.of("select '", "select \"", "select $a$", "select /*", "select E'\\'")) {
      assertThat(Failures.field(() -> postgres(open))).as(open).isEqualTo("sql");
    }
  }

  // Some take € for a letter of a name, so that no quote begins there.
  @Test
  void whatReadersReadDifferentlyIsRefused() {
    for (String sql :
        List.of(
            "select 1 as \u20ac$$; delete from t; -- $$",
            "select 1 \u0001",
            "select 1\u00a0",
            "select 1 -- a\r; delete from t")) {
      assertThat(Failures.field(() -> postgres(sql))).as(sql).isEqualTo("sql");
    }
    assertThat(Failures.field(() -> mariadb("select 5--1 into outfile '/tmp/x'"))).isEqualTo("sql");
    assertThat(mariadb("select 1 -- a\r\n, 2 --\n").values()).isZero();
    assertThat(postgres("select '\u20ac', gr\u00f6\u00dfe from t").values()).isZero();
  }

  @Test
  void commentsThatAreCarriedOutOrNestedAreRefused() {
    for (String sql : List.of("select /*! 1 */", "select /*M! 1 */", "select /* /* */ 1")) {
      assertThat(Failures.field(() -> mariadb(sql))).as(sql).isEqualTo("sql");
    }
  }

  @Test
  void tablesAreFoundWhereStatementsNameThem() {
    Map<String, String> tables =
        Map.of(
            "insert into orders (id, note) values (1, 'from x'), (2, 'b')", "[orders]",
            "insert low_priority ignore `Two Words`.`a``b` set n = 1", "[Two Words.a`b]",
            "insert into a values (1) on duplicate key update n = 2", "[a]",
            "update a, s.b as x set a.n = x.n where a.id in (select id from c, d)",
                "[a, s.b, c, d]",
            "delete a from a inner join b on a.id = b.id", "[a, b]",
            "update t set a = replace(a, 'x', 'y'), log = insert(a, 1, 1, b), c = 1", "[t]",
            "replace t select * from (select 1, 2 from u) v order by 1, 2", "[t, u]",
            "with w as (select 1) select w.n, 2 from w", "[w]");
    tables.forEach((sql, found) -> assertThat(mariadb(sql).tables()).as(sql).hasToString(found));
  }
}
