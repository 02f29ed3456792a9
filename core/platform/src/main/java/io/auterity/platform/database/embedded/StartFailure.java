package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the reason why PostgreSQL did not start into one sentence that says what to do. */
final class StartFailure {

  static final String NO_SPACE =
      "No space is left on the disk of the database: free some, or choose another directory.";

  static final String UNNAMED_USER =
      "The embedded PostgreSQL is created by a user that /etc/passwd names, and this one is not in it: start as one that is (in a container 65532), or set database.url.";

  private static final String DISK_FULL = "53100";
  private static final int SHOWN_LINES = 5;

  static EmbeddedPostgresException of(IOException cause, Path path) {
    if (noSpace(String.valueOf(cause.getMessage()))) {
      return new EmbeddedPostgresException(NO_SPACE, cause);
    }
    return new EmbeddedPostgresException("Cannot use " + path + ": " + reason(cause) + ".", cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    return cause instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : String.valueOf(cause.getMessage());
  }

  /** Explains why the server refused a statement of its set-up. */
  static EmbeddedPostgresException of(SQLException cause) {
    return DISK_FULL.equals(cause.getSQLState())
        ? new EmbeddedPostgresException(NO_SPACE, cause)
        : new EmbeddedPostgresException("Cannot set up the database: " + cause.getMessage(), cause);
  }

  /** Explains the last lines that PostgreSQL printed before it ended. */
  static EmbeddedPostgresException explain(List<String> log, Path data, int port) {
    String all = String.join("\n", log);
    if (portTaken(all)) {
      return new EmbeddedPostgresException(portTaken(port));
    }
    if (noSpace(all)) {
      return new EmbeddedPostgresException(NO_SPACE);
    }
    if (userUnnamed(all)) {
      return new EmbeddedPostgresException(UNNAMED_USER);
    }
    return new EmbeddedPostgresException(
        "PostgreSQL did not start on " + data + ": " + lastComplaints(log));
  }

  static String portTaken(int port) {
    return "Port %d on 127.0.0.1 is taken by another program: stop it, or choose another database.port."
        .formatted(port);
  }

  static boolean isPortTaken(EmbeddedPostgresException failure, int port) {
    return portTaken(port).equals(failure.getMessage());
  }

  static boolean portTaken(String log) {
    return log.contains("Address already in use") || log.contains("could not create any TCP/IP");
  }

  static boolean noSpace(String text) {
    return text.contains("No space left on device");
  }

  /** Whether {@code initdb} found no name of the user it runs as. */
  static boolean userUnnamed(String log) {
    return log.contains("could not look up effective user ID");
  }

  /** Whether processes of a postmaster that was killed still hold its shared memory. */
  static boolean predecessorEnding(List<String> log) {
    return log.stream().anyMatch(line -> line.contains("is still in use"));
  }

  private static String lastComplaints(List<String> log) {
    List<String> complaints =
        log.stream().filter(line -> line.contains("FATAL") || line.contains("error")).toList();
    List<String> shown = complaints.isEmpty() ? log : complaints;
    return shown.stream()
        .skip(Math.max(0, shown.size() - SHOWN_LINES))
        .collect(Collectors.joining(" "));
  }
}
