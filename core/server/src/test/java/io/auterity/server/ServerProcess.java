package io.auterity.server;

import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The real server in a process of its own, with a data directory and settings in a file. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path data;
  private final Path log;

  private ServerProcess(Process process, Path data, Path log) {
    this.process = process;
    this.data = data;
    this.log = log;
  }

  /**
   * Starts it and waits until it can be reached.
   *
   * @param settings in YAML
   */
  public static ServerProcess start(Path data, String settings) {
    return start(data, settings, Map.of());
  }

  /**
   * Starts it and waits until it can be reached.
   *
   * @param settings in YAML
   * @param environment its variables besides those of this process
   */
  public static ServerProcess start(Path data, String settings, Map<String, String> environment) {
    try {
      String name = data.getFileName().toString();
      Path config = Files.writeString(data.resolveSibling(name + ".yaml"), settings);
      Path log = data.resolveSibling(name + ".log");
      ProcessBuilder java =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              "--data",
              data.toString(),
              "--config",
              config.toString());
      java.environment().putAll(environment);
      Process process = java.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      return new ServerProcess(process, data, log).awaited();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts it beside others on one database, with their plugins and their key of secrets.
   *
   * @param name of its own data in the directory that they share
   * @param more settings, lines of YAML
   */
  public static ServerProcess on(
      DatabaseLogins logins, Path directory, String name, String... more) {
    return on(logins, directory, name, Map.of(), more);
  }

  /** The same with these variables of its environment besides. */
  public static ServerProcess on(
      DatabaseLogins logins,
      Path directory,
      String name,
      Map<String, String> environment,
      String... more) {
    return start(
        directory.resolve(name),
        """
        console: {port: 0}
        gateway: {port: 0}
        log: {format: ecs}
        plugins: {directory: %s}
        secrets: {keyFile: %s}
        database:
          url: %s
          owner: %s
          app: %s
          engine: %s
        """
                .formatted(
                    directory.resolve("plugins"),
                    directory.resolve("secrets.key"),
                    logins.app().url(),
                    account(directory, logins.owner()),
                    account(directory, logins.app()),
                    account(directory, logins.engine()))
            + String.join("\n", more),
        environment);
  }

  private static String account(Path directory, DatabaseLogin login) {
    try {
      Path file = Files.writeString(directory.resolve(login.user()), login.password());
      return "{user: %s, passwordFile: %s}".formatted(login.user(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerProcess awaited() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(data.resolve("server.addresses"))) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        process.destroyForcibly();
        throw new AssertionError("it did not start:\n" + Files.readString(log));
      }
      LockSupport.parkNanos(20_000_000);
    }
    return this;
  }

  /** A client of its console without a credential. */
  public Client anonymous() {
    return client("console");
  }

  /** A client of its gateway without a credential. */
  public Client gateway() {
    return client("gateway");
  }

  private Client client(String part) {
    try {
      byte[] addresses = Files.readAllBytes(data.resolve("server.addresses"));
      String address = new JsonReader(addresses.length).readObject(addresses).text(part);
      return new Client(Objects.requireNonNull(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of its process. */
  public long pid() {
    return process.pid();
  }

  /** The key of whoever operates it. */
  public String operatorKey() {
    try {
      return Files.readString(data.resolve("operator.key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has written to its standard output and error, line by line. */
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError("it did not end:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
