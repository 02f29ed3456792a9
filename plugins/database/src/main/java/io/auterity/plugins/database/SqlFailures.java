package io.auterity.plugins.database;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place where errors of databases become failures, by their SQLSTATE. */
final class SqlFailures {

  private static final String OF_CONNECTIONS = "08";
  private static final Set<String> REPEATABLE = Set.of("40001", "40P01");
  private static final Set<String> FULL = Set.of("53300", "08004");
  private static final Set<String> LATE = Set.of("57014", "70100", "HYT00", "HY008");
  private static final Set<Integer> CROWDED = Set.of(1040, 1203, 1226);
  private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227, 229, 262);

  private static final String READ_ONLY = "25006";

  /** SQL Server's, of a database that only reads; its states begin so. */
  private static final int READ_ONLY_DATABASE = 3906;

  private static final String OF_SQL_SERVER = "S0";

  private static final Pattern WRITES =
      Pattern.compile("cannot execute (.+) in a read-only transaction");

  private SqlFailures() {}

  /**
   * The failure of a query: what the database refuses as a write is {@code invalid}.
   *
   * @param verb first word of the query, for databases that do not say what writes
   */
  static CallFailedException ofQuery(SQLException error, String verb) {
    boolean ofServer =
        error.getErrorCode() == READ_ONLY_DATABASE && state(error).startsWith(OF_SQL_SERVER);
    if (!ofServer && !state(error).equals(READ_ONLY)) {
      return of(error, Applied.NO);
    }
    Matcher writes = WRITES.matcher(words(error));
    return StatementRules.onlyReads(
        "the database takes %s for a write"
            .formatted(writes.find() ? writes.group(1) : verb.toUpperCase(Locale.ROOT)));
  }

  /**
   * The failure of an error.
   *
   * @param applied whether a write may have happened
   */
  static CallFailedException of(SQLException error, Applied applied) {
    FailureCode code = code(error);
    boolean again = code.retryable() || REPEATABLE.contains(state(error));
    Failure failure =
        Failure.of(code, "the database says: " + words(error))
            .withRetryable(again)
            .withApplied(applied);
    return new CallFailedException(
        code == FailureCode.INVALID ? failure.withFields(Map.of("sql", words(error))) : failure);
  }

  /** Whether the connection broke, so that nothing is known of what it was asked last. */
  static boolean broke(SQLException error) {
    return state(error).startsWith(OF_CONNECTIONS) || state(error).isEmpty();
  }

  private static FailureCode code(SQLException error) {
    String state = state(error);
    if (words(error).contains("maxResultBuffer")) {
      return FailureCode.TOO_LARGE;
    }
    if (LATE.contains(state) || error instanceof SQLTimeoutException) {
      return FailureCode.TIMEOUT;
    }
    if (FULL.contains(state) || CROWDED.contains(error.getErrorCode()) || broke(error)) {
      return FailureCode.UNAVAILABLE;
    }
    if (DENIED.contains(error.getErrorCode()) || state.equals("42501") || state.equals(READ_ONLY)) {
      return FailureCode.FORBIDDEN;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "28" -> FailureCode.UNAUTHENTICATED;
      case "23", "40" -> FailureCode.CONFLICT;
      case "53", "57", "58", "XX" -> FailureCode.UNAVAILABLE;
      default -> FailureCode.INVALID;
    };
  }

  private static String state(SQLException error) {
    return error.getSQLState() == null ? "" : error.getSQLState();
  }

  // Further lines hold values of rows, and where they stand.
  private static String words(SQLException error) {
    String message = String.valueOf(error.getMessage());
    String line = message.lines().findFirst().orElse("").strip();
    return line.length() <= 500 ? line : line.substring(0, 500) + "…";
  }
}
