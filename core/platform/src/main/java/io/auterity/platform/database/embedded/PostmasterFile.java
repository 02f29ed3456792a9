package io.auterity.platform.database.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of PostgreSQL's lock file {@code postmaster.pid}: process id, port and readiness.
 *
 * @param port on loopback; 0 until it is ready
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, int port, boolean ready) {

  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  static Path of(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** The file of a data directory; empty when there is none or it is being written. */
  static Optional<PostmasterFile> read(Path data) {
    List<String> lines = Layout.text(of(data)).lines().map(String::strip).toList();
    if (lines.isEmpty() || !lines.getFirst().matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).equals("ready");
    int port = ready ? Integer.parseInt(lines.get(PORT_LINE)) : 0;
    return Optional.of(new PostmasterFile(Long.parseLong(lines.getFirst()), port, ready));
  }
}
