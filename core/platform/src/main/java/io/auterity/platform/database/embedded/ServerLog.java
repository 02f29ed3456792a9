package io.auterity.platform.database.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes what PostgreSQL prints to the product's log and keeps the last lines. */
final class ServerLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.auterity.postgres");
  private static final int KEPT_LINES = 50;
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  private ServerLog(InputStream stream) {
    reader = Thread.ofVirtual().name("postgres-log").unstarted(() -> read(stream));
  }

  static ServerLog follow(InputStream stream) {
    ServerLog log = new ServerLog(stream);
    log.reader.start();
    return log;
  }

  /** The last lines of a process that has ended. */
  List<String> lastLines() {
    try {
      reader.join(DRAIN_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void read(InputStream stream) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        keep(line);
        report(line);
      }
    } catch (IOException e) {
      LOG.debug("The log of PostgreSQL ended.", e);
    }
  }

  private void keep(String line) {
    synchronized (lines) {
      if (lines.size() == KEPT_LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  private static void report(String line) {
    if (line.contains("PANIC:") || line.contains("FATAL:")) {
      LOG.warn(line);
    } else {
      LOG.debug(line);
    }
  }
}
