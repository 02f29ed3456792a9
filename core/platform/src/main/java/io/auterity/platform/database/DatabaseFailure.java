package io.auterity.platform.database;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Translates what the driver reports into the failures of the product. */
final class DatabaseFailure {

  /** How far a transaction had come. */
  enum Phase {
    /** Nothing of it can have been applied. */
    WORK,
    /** Whether it was applied is not known when the connection breaks. */
    COMMIT
  }

  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final String DISK_FULL = "53100";
  private static final String READ_ONLY = "25006";
  private static final String QUERY_CANCELED = "57014";

  /**
   * Classes of SQLSTATE that only the statement and its values can cause; whatever else goes wrong
   * lies with the database and may be over at the next attempt.
   */
  private static final Set<String> OWN_FAULTS =
      Set.of("07", "0A", "21", "22", "23", "42", "44", "54", "P0");

  static RuntimeException during(JdbiException error, Phase phase) {
    return cause(error).map(sql -> translate(sql, error, phase)).orElse(error);
  }

  private static RuntimeException translate(SQLException sql, JdbiException error, Phase phase) {
    String state = String.valueOf(sql.getSQLState());
    if (state.equals(QUERY_CANCELED)) {
      return new CallFailedException(FailureCode.TIMEOUT, "the database took too long; try again");
    }
    if (state.equals(PSQLState.UNIQUE_VIOLATION.getState())) {
      return new UniqueViolationException(constraint(sql), error);
    }
    if (isOwnFault(state)) {
      return new StatementRefusedException(error);
    }
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, unavailable(state)).withRetryAfter(AGAIN);
    return new CallFailedException(
        failure.withApplied(phase == Phase.COMMIT ? Applied.UNKNOWN : Applied.NO));
  }

  private static String unavailable(String state) {
    return switch (state) {
      case DISK_FULL -> "the disk of the database is full; free some space";
      case READ_ONLY -> "the database takes no changes now; let it be written to, or try again";
      default -> "the database cannot serve this now (%s); try again".formatted(state);
    };
  }

  private static boolean isOwnFault(String state) {
    return OWN_FAULTS.stream().anyMatch(state::startsWith);
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
