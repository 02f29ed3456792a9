package io.auterity.bench.startup;

import io.auterity.bench.VoidRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server of the distribution on a data directory of its own. */
final class MeasuredServer implements AutoCloseable {

  private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"");
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Path data;
  private final int console;
  private final int gateway;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;
  private @Nullable String key;

  private MeasuredServer(Path data) {
    this.data = data;
    try (ServerSocket first = new ServerSocket(0);
        ServerSocket second = new ServerSocket(0)) {
      console = first.getLocalPort();
      gateway = second.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server on an empty directory. */
  static MeasuredServer on(Path data) {
    delete(data);
    return new MeasuredServer(data);
  }

  /** Starts the process; returns the milliseconds until both ports were ready. */
  double start() {
    long began = System.nanoTime();
    process = launch();
    while (!(status(console, "/health/ready", null) == 200
        && status(gateway, "/health/ready", null) == 200)) {
      if (!process.isAlive() || System.nanoTime() - began > LONGEST.toNanos()) {
        throw new VoidRunException("the server did not become ready: see " + log());
      }
      Thread.onSpinWait();
    }
    double millis = (System.nanoTime() - began) / 1e6;
    checkCalls();
    return millis;
  }

  private Process launch() {
    try {
      Files.createDirectories(data);
      Path lib = Path.of(System.getProperty("auterity.distribution"), "lib");
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "@" + lib.resolve("server.options"),
                  "-cp",
                  lib.resolve("server") + "/*",
                  "io.auterity.server.Main",
                  "--data",
                  data.toString()));
      builder.environment().put("AUTERITY_CONSOLE_PORT", String.valueOf(console));
      builder.environment().put("AUTERITY_GATEWAY_PORT", String.valueOf(gateway));
      builder
          .environment()
          .put("AUTERITY_PLUGINS_DIRECTORY", lib.resolveSibling("plugins").toString());
      return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return data.resolve("server.log");
  }

  private void checkCalls() {
    if (key == null) {
      key = createTenant();
    }
    if (status(console, "/api/v1/session", key) != 200
        || status(gateway, "/v1/models", key) != 200) {
      throw new VoidRunException("a call right after the start was refused");
    }
  }

  private String createTenant() {
    try {
      String operator = Files.readString(data.resolve("operator.key")).strip();
      HttpRequest request =
          request(console, "/api/v1/tenants", operator)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"name\": \"bench\"}"))
              .build();
      Matcher matcher = KEY.matcher(http.send(request, BodyHandlers.ofString()).body());
      if (matcher.find()) {
        return matcher.group(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new VoidRunException("no tenant could be created");
  }

  private int status(int port, String path, @Nullable String credential) {
    try {
      HttpResponse<Void> response =
          http.send(request(port, path, credential).GET().build(), BodyHandlers.discarding());
      return response.statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  private static HttpRequest.Builder request(int port, String path, @Nullable String credential) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return credential == null ? request : request.header("Authorization", "Bearer " + credential);
  }

  /** Stops it gracefully. */
  void stop() {
    end(false);
  }

  /** Kills it. */
  void kill() {
    end(true);
  }

  private void end(boolean forcibly) {
    Process running = process;
    if (running == null) {
      return;
    }
    if (forcibly) {
      running.destroyForcibly();
    } else {
      running.destroy();
    }
    running.onExit().join();
    process = null;
  }

  @Override
  public void close() {
    end(false);
    delete(data);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
