package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuePlacesTest {

  @Test
  void valuesOfAColumnOrAListStandAlike() {
    Map<String, String> places =
        Map.ofEntries(
            Map.entry("insert into t values (?, ?), (?, ?)", "[0, 1, 0, 1]"),
            Map.entry("insert into t values (1, ?, now()), ('b', ?, ?)", "[0, 0, 1]"),
            Map.entry("insert into t values (?, f(?)), (?, ? + 1)", "[0, 1, 0, 3]"),
            Map.entry("select a from t where v in (?, 'a', ?) and w in (?)", "[0, 0, 1]"),
            Map.entry("select a from t where (a, b) in ((?, ?), (?, ?))", "[0, 1, 0, 1]"));

    places.forEach(
        (sql, alike) ->
            assertThat(SqlText.read(sql, SqlWords.MARIADB, false).alike())
                .as(sql)
                .hasToString(alike));
  }

  @Test
  void otherValuesStandByThemselves() {
    for (String sql :
        new String[] {
          "update t set a = ?, b = ? where c = ?",
          "select date(?), (?), (?)",
          "select f(?, ?), g(?, ?)",
          "select 1 where a in (select ?, ?, ? from t)",
          "select 1 where a in (? + 1, ? + 2)"
        }) {
      assertThat(SqlText.read(sql, SqlWords.MARIADB, false).alike())
          .as(sql)
          .doesNotHaveDuplicates();
    }
  }
}
