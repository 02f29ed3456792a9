package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short external command that is waited for; its output is kept for the error message. */
record ExternalCommand(PostgresUser account, List<String> words, Duration limit) {

  ExternalCommand {
    words = List.copyOf(words);
  }

  /** Runs the command in a directory and returns what it printed. */
  Result run(Path directory) {
    List<String> all = new ArrayList<>(account.prefix());
    all.addAll(words);
    try {
      Process process =
          new ProcessBuilder(all).directory(directory.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return await(process);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "Cannot run " + words.getFirst() + ": " + e.getMessage() + ".", e);
    }
  }

  private Result await(Process process) throws IOException {
    Thread watchdog = Thread.ofVirtual().start(() -> killAfterLimit(process));
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = waitFor(process);
    watchdog.interrupt();
    return new Result(code, output);
  }

  private void killAfterLimit(Process process) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while waiting for a command.", e);
    }
  }

  /** How a command ended. */
  record Result(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }
}
