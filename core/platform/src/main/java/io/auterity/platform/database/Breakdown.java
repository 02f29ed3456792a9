package io.auterity.platform.database;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Translates what the driver reports into the failures of the product. */
final class Breakdown {

  /** How far a transaction had come. */
  enum Phase {
    /** Nothing of it can have been applied. */
    WORK,
    /** Whether it was applied is not known when the connection breaks. */
    COMMIT
  }

  private static final String DISK_FULL = "53100";
  private static final String QUERY_CANCELED = "57014";

  private Breakdown() {}

  static RuntimeException during(JdbiException error, Phase phase) {
    return cause(error).map(sql -> translate(sql, error, phase)).orElse(error);
  }

  private static RuntimeException translate(SQLException sql, JdbiException error, Phase phase) {
    String state = String.valueOf(sql.getSQLState());
    if (isUnavailable(sql, state)) {
      Failure failure = Failure.of(FailureCode.UNAVAILABLE, unavailable(state));
      return new CallFailedException(
          failure.withApplied(phase == Phase.COMMIT ? Applied.UNKNOWN : Applied.NO));
    }
    if (state.equals(QUERY_CANCELED)) {
      return new CallFailedException(FailureCode.TIMEOUT, "the database took too long; try again");
    }
    if (state.equals(PSQLState.UNIQUE_VIOLATION.getState())) {
      return new UniqueViolationException(constraint(sql), error);
    }
    return new StatementRefusedException(error);
  }

  private static String unavailable(String state) {
    return state.equals(DISK_FULL)
        ? "the disk of the database is full; free some space"
        : "the database cannot serve this now; try again";
  }

  private static boolean isUnavailable(SQLException sql, String state) {
    return sql instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.startsWith("40");
  }

  private static Optional<SQLException> cause(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  private static String constraint(SQLException sql) {
    return Optional.of(sql)
        .filter(PSQLException.class::isInstance)
        .map(PSQLException.class::cast)
        .map(PSQLException::getServerErrorMessage)
        .map(ServerErrorMessage::getConstraint)
        .orElse("unknown");
  }
}
