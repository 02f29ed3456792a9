package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.contract.Failures;
import java.util.List;
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
}
