package io.auterity.platform.database.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One running {@code postgres}, a foreground child in its own session, so that Ctrl-C reaches only
 * the JVM. The kernel interrupts it when the thread that called {@link #start} ends, and with it
 * the JVM, however that happens.
 */
final class PostgresProcess {

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Binaries binaries;
  private final PostgresUser account;
  private final Path data;
  private final int port;
  private final Process process;
  private final ServerLog log;

  private PostgresProcess(
      Binaries binaries,
      PostgresUser account,
      Path data,
      int port,
      Process process,
      ServerLog log) {
    this.binaries = binaries;
    this.account = account;
    this.data = data;
    this.port = port;
    this.process = process;
    this.log = log;
  }

  static PostgresProcess start(
      Binaries binaries,
      PostgresUser account,
      Path data,
      int port,
      Map<String, String> parameters) {
    List<String> words = new ArrayList<>(ownSession());
    words.addAll(withDeathSignal(account));
    words.addAll(List.of(binaries.program("postgres").toString(), "-D", data.toString()));
    Map<String, String> all = new TreeMap<>(parameters);
    all.putAll(fixed(port));
    all.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
    try {
      Process process =
          new ProcessBuilder(words).directory(data.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new PostgresProcess(
          binaries, account, data, port, process, ServerLog.follow(process.getInputStream()));
    } catch (IOException e) {
      throw StartFailure.of(e, data);
    }
  }

  private static Map<String, String> fixed(int port) {
    return Map.of(
        "listen_addresses", "127.0.0.1",
        "port", Integer.toString(port),
        "unix_socket_directories", "",
        "password_encryption", "scram-sha-256",
        "lc_messages", "C",
        "timezone", "UTC",
        "log_timezone", "UTC",
        "log_line_prefix", "%p ");
  }

  // The small programs of util-linux put a child into its own session and tie it to us.
  private static List<String> ownSession() {
    return present("setsid") ? List.of("setsid") : List.of();
  }

  /**
   * Words that run a command as the account, interrupted when the forking thread ends. Without
   * {@code setpriv} an orphan is settled at the next start.
   */
  private static List<String> withDeathSignal(PostgresUser account) {
    if (!present("setpriv")) {
      return withoutSetpriv(account);
    }
    List<String> words = new ArrayList<>(account.prefix());
    if (words.isEmpty()) {
      words.addAll(List.of("setpriv", "--no-new-privs"));
    }
    words.add("--pdeathsig=INT");
    return words;
  }

  private static List<String> withoutSetpriv(PostgresUser account) {
    if (account.switching()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL cannot run as root, and the command setpriv (package util-linux) to change the user is missing.");
    }
    return List.of();
  }

  private static boolean present(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(path)
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Waits until connections are accepted; crash recovery may take its time. */
  void awaitReady() throws InterruptedException {
    while (!process.waitFor(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
      if (PostmasterFile.read(data).filter(this::ready).isPresent()) {
        return;
      }
    }
    throw StartFailure.explain(log.lastLines(), data, port);
  }

  private boolean ready(PostmasterFile file) {
    return file.ready() && file.pid() == process.pid();
  }

  /** Whether it ended because processes of its killed predecessor were still there. */
  boolean metPredecessor() {
    return !process.isAlive() && StartFailure.predecessorEnding(log.lastLines());
  }

  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** Asks for a fast shutdown and waits; what has not ended in a minute is killed. */
  void stop() {
    if (process.isAlive()) {
      interrupt(binaries, account, process.pid());
    }
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Sends SIGINT, PostgreSQL's fast shutdown, which the JVM itself cannot send. */
  static void interrupt(Binaries binaries, PostgresUser account, long pid) {
    new ExternalCommand(
            account,
            List.of(binaries.program("pg_ctl").toString(), "kill", "INT", Long.toString(pid)),
            Duration.ofSeconds(10))
        .run(binaries.directory());
  }
}
