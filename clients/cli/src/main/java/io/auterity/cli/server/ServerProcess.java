package io.auterity.cli.server;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server on one data directory: one that runs there already, or one that the command line starts
 * and stops when it ends.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** The JVM's own exit status when it is told to end with its heap. */
  private static final int OUT_OF_MEMORY = 3;

  private static final String LOG = "server.log";
  private static final String SENTENCE = "auterity: ";

  private final long process;

  /** Null where it ran before. */
  private final @Nullable Process started;

  /** Complete once it has ended, with its exit status. */
  private final CompletableFuture<?> end;

  private final Path data;
  private final Path log;
  private volatile boolean closing;

  ServerProcess(Process started, Path data, Path log) {
    this.process = started.pid();
    this.started = started;
    this.end = started.onExit();
    this.data = data;
    this.log = log;
  }

  private ServerProcess(ProcessHandle running, Path data) {
    this.process = running.pid();
    this.started = null;
    this.end = running.onExit();
    this.data = data;
    this.log = data.resolve(LOG);
  }

  /**
   * The server that runs on a data directory and is ready; otherwise starts one and waits until it
   * is.
   *
   * @param settings of a server that is started, by environment variable
   * @throws CliException with the server's own sentence when it cannot start
   */
  public static ServerProcess on(Path distribution, Path data, Map<String, String> settings) {
    return holder(data)
        .flatMap(ProcessHandle::of)
        .map(process -> new ServerProcess(process, data))
        .filter(ServerProcess::ready)
        .orElseGet(() -> start(distribution, data, settings));
  }

  private static ServerProcess start(Path distribution, Path data, Map<String, String> settings) {
    try {
      Files.createDirectories(data);
      Path log = data.resolve(LOG);
      ProcessBuilder builder = new ProcessBuilder(command(distribution, data));
      builder.environment().putAll(settings);
      builder.redirectErrorStream(true).redirectOutput(logging(data, log));
      builder.redirectInput(Redirect.PIPE);
      ServerProcess server = new ServerProcess(builder.start(), data, log);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-server"));
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw CliException.failed("cannot start the server: " + e.getMessage());
    }
  }

  // A server that runs there already goes on writing its log.
  private static Redirect logging(Path data, Path log) {
    boolean taken = holder(data).flatMap(ProcessHandle::of).isPresent();
    return taken ? Redirect.appendTo(log.toFile()) : Redirect.to(log.toFile());
  }

  /** The process that holds, or held at last, a data directory. */
  private static Optional<Long> holder(Path data) {
    try {
      return Optional.of(Long.valueOf(Files.readString(data.resolve("server.pid")).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<String> command(Path distribution, Path data) {
    Path lib = distribution.resolve("lib");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + lib.resolve("jvm.options"));
    Path cache = lib.resolve("server.aot");
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(List.of("-cp", lib.resolve("server") + "/*"));
    command.addAll(List.of("io.auterity.server.Main", "--data", data.toString(), "--quiet"));
    return command;
  }

  private void awaitReady() {
    long end = System.nanoTime() + START.toNanos();
    while (!ready()) {
      if (!alive()) {
        throw CliException.failed(lastWords());
      }
      if (System.nanoTime() > end) {
        close();
        throw CliException.failed(
            "the server was not ready after %d s: see %s".formatted(START.toSeconds(), log));
      }
      Pause.of(LOOK);
    }
  }

  // A server that takes a directory first forgets where its predecessor listened.
  private boolean ready() {
    return holder(data).equals(Optional.of(process))
        && Files.exists(data.resolve(ServerAddresses.FILE))
        && new ApiClient(addresses().console()).succeeds("/health/ready");
  }

  public ServerAddresses addresses() {
    return ServerAddresses.read(data);
  }

  /** Whether this has started it, and stops it. */
  public boolean owned() {
    return started != null;
  }

  public boolean alive() {
    return !end.isDone();
  }

  /** Whether the server has ended, or does so in that time; its sockets may break before. */
  public boolean endsWithin(Duration time) {
    try {
      end.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return !alive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !alive();
  }

  /**
   * What to tell the user when the server has died; never returns when this command ends it, since
   * the command then ends as well and has nothing to tell.
   */
  public CliException died() {
    while (closing) {
      Pause.of(LOOK);
    }
    return CliException.failed(
        "the server has died%s: see %s; run the same command again to go on"
            .formatted(started == null ? "" : " " + cause(started), log));
  }

  private static String cause(Process ended) {
    int status = ended.exitValue();
    return "(exit code %d%s)"
        .formatted(status, status == OUT_OF_MEMORY ? ", its memory was used up" : "");
  }

  /** Waits until a server that this has started has ended, and says so; else returns at once. */
  public void awaitOwnEnd() {
    if (owned()) {
      end.join();
      throw died();
    }
  }

  /** Tells how it is stopped. */
  public String untilWhen() {
    return owned()
        ? "The server stays up; press Ctrl-C to stop it."
        : "The server ran before, and goes on.";
  }

  private String lastWords() {
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> line.startsWith(SENTENCE))
          .reduce((earlier, later) -> later)
          .map(line -> line.substring(SENTENCE.length()))
          .orElse("the server did not start: see " + log);
    } catch (IOException e) {
      return "the server did not start: see " + log;
    }
  }

  /**
   * Stops the server gracefully, and by force when that takes too long; one that ran before goes
   * on.
   */
  @Override
  public void close() {
    if (started == null) {
      return;
    }
    closing = true;
    started.destroy();
    if (!endsWithin(STOP)) {
      started.destroyForcibly();
    }
  }
}
