package io.auterity.plugins.database;

import io.auterity.plugins.database.SqlDialect.Attempt;
import io.auterity.plugins.database.SqlDialect.Attempted;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moments of RFC 3339 among the values of statements for MariaDB and MySQL. These refuse one with a
 * zone for a column of dates or times, or cut its zone off where they only compare it, and say so
 * in an error or a warning that holds the text; of a column of texts they say nothing. So what they
 * have misread is given again, in UTC and without a zone.
 */
final class MariadbMoments {

  /** ER_TRUNCATED_WRONG_VALUE. */
  private static final int MISREAD = 1292;

  private static final Pattern TEXT =
      Pattern.compile("ncorrect (?:datetime|timestamp|date|time) value: '([^']+)'");

  private static final String SAVEPOINT = "auterity_moments";

  private MariadbMoments() {}

  // The server names one text at a time, so each turn knows one more.
  static <T> T carryOut(Connection connection, SqlParameters values, Attempt<T> attempt)
      throws SQLException {
    execute(connection, "savepoint " + SAVEPOINT);
    Set<String> misread = new HashSet<>();
    while (true) {
      try {
        Attempted<T> attempted = attempt.with(values.inUtc(misread));
        if (!misread.addAll(misread(attempted.said(), values))) {
          return attempted.result();
        }
      } catch (SQLException e) {
        if (!misread.addAll(misread(e, values))) {
          throw e;
        }
      }
      if (!MariadbTables.undone(connection, "rollback to savepoint " + SAVEPOINT)) {
        throw kept(misread);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Set<String> misread(@Nullable SQLException said, SqlParameters values) {
    List<String> moments = values.moments();
    Set<String> misread = new HashSet<>();
    for (SQLException each = said; each != null; each = next(each)) {
      Matcher text = TEXT.matcher(String.valueOf(each.getMessage()));
      if (each.getErrorCode() == MISREAD && text.find() && moments.contains(text.group(1))) {
        misread.add(text.group(1));
      }
    }
    return misread;
  }

  private static @Nullable SQLException next(SQLException said) {
    return said instanceof SQLWarning warning ? warning.getNextWarning() : said.getNextException();
  }

  private static CallFailedException kept(Set<String> misread) {
    return new CallFailedException(
        Failure.of(
                FailureCode.INVALID,
                "the database has misread the moment %s, and its table has no transactions to undo that: give it in UTC as 2026-01-02 03:04:05"
                    .formatted(misread.iterator().next()))
            .withApplied(Applied.UNKNOWN));
  }
}
