package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles a stale PostgreSQL server that an earlier server left behind; nothing that runs already
 * is ever adopted.
 */
record StaleServer(Binaries binaries, PostgresUser account, Path data) {

  private static final Logger LOG = LoggerFactory.getLogger(StaleServer.class);
  private static final long LIMIT_SECONDS = 60;

  /**
   * Stops a PostgreSQL that still runs on the data directory. Removes a {@code postmaster.pid}
   * whose number now belongs to another program; a number that belongs to no process PostgreSQL
   * settles itself, and checks the shared memory on the way.
   */
  void settle() {
    PostmasterFile.read(data).flatMap(file -> ProcessHandle.of(file.pid())).ifPresent(this::settle);
  }

  private void settle(ProcessHandle process) {
    if (runsHere(process)) {
      LOG.info("Stopping PostgreSQL {} that an earlier server left behind.", process.pid());
      stop(process);
    } else {
      remove(PostmasterFile.of(data));
    }
  }

  private boolean runsHere(ProcessHandle process) {
    try {
      String words =
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "cmdline"),
              StandardCharsets.ISO_8859_1);
      List<String> parts = Arrays.asList(words.split("\0"));
      return parts.getFirst().endsWith("postgres") && parts.contains(data.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private void stop(ProcessHandle process) {
    PostgresProcess.interrupt(binaries, account, process.pid());
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof TimeoutException ? stuck(process) : e;
    }
  }

  private EmbeddedPostgresException stuck(ProcessHandle process) {
    return new EmbeddedPostgresException(
        "PostgreSQL %d of an earlier server still runs on %s and does not stop: stop it by hand."
            .formatted(process.pid(), data));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StartFailure.of(e, file);
    }
  }
}
