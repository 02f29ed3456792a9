package io.auterity.bench.server;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server of the distribution on a data directory of its own. */
public final class MeasuredServer implements AutoCloseable {

  private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"");
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Path data;
  private final List<String> prefix;
  private final Map<String, String> settings;
  private final int console;
  private final int gateway;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;
  private @Nullable String key;

  private MeasuredServer(Path data, List<String> prefix, Map<String, String> settings) {
    this.data = data;
    this.prefix = List.copyOf(prefix);
    this.settings = Map.copyOf(settings);
    this.console = FreePorts.next();
    this.gateway = FreePorts.next();
  }

  /** A server on an empty directory. */
  public static MeasuredServer on(Path data) {
    return on(data, List.of(), Map.of());
  }

  /**
   * A server on an empty directory.
   *
   * @param prefix words before the command, e.g. {@code taskset -c 0}
   * @param settings by environment variable
   */
  public static MeasuredServer on(Path data, List<String> prefix, Map<String, String> settings) {
    delete(data);
    return new MeasuredServer(data, prefix, settings);
  }

  /** Starts the process; returns the milliseconds until both ports were ready. */
  public double start() {
    long began = System.nanoTime();
    process = launch();
    while (!(status(console, "/health/ready", null) == 200
        && status(gateway, "/health/ready", null) == 200)) {
      if (!process.isAlive() || System.nanoTime() - began > LONGEST.toNanos()) {
        throw new VoidRunException("the server did not become ready: see " + log());
      }
      pause(Duration.ofMillis(2));
    }
    double millis = (System.nanoTime() - began) / 1e6;
    checkCalls();
    return millis;
  }

  // Asking without a pause would take a core from what is measured.
  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  private Process launch() {
    try {
      Files.createDirectories(data);
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().putAll(settings);
      builder.environment().put("AUTERITY_CONSOLE_PORT", String.valueOf(console));
      builder.environment().put("AUTERITY_GATEWAY_PORT", String.valueOf(gateway));
      builder.environment().put("AUTERITY_PLUGINS_DIRECTORY", distribution("plugins").toString());
      return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + distribution("lib").resolve("jvm.options"));
    command.add("-XX:AOTCache=" + distribution("lib").resolve("server.aot"));
    command.addAll(List.of("-cp", distribution("lib").resolve("server") + "/*"));
    command.addAll(List.of("io.auterity.server.Main", "--data", data.toString()));
    return command;
  }

  private static Path distribution(String folder) {
    return Path.of(System.getProperty("auterity.distribution"), folder);
  }

  private Path log() {
    return data.resolve("server.log");
  }

  /** The key of a tenant; made at the first start. */
  public String key() {
    if (key == null) {
      key = newTenant("bench");
    }
    return key;
  }

  /** Takes the key of a tenant that another server on the same database made; before the start. */
  public void useKey(String other) {
    key = other;
  }

  /** Where the gateway listens. */
  public URI gateway() {
    return URI.create("http://127.0.0.1:" + gateway);
  }

  /** Where the console and the API listen. */
  public URI console() {
    return URI.create("http://127.0.0.1:" + console);
  }

  /**
   * Waits until no request is being served and every decision is written.
   *
   * @throws VoidRunException when that takes long
   */
  public void awaitQuiet() {
    long end = System.nanoTime() + LONGEST.toNanos();
    // What a scrape holds was not looked at in one moment.
    for (int quiet = 0; quiet < 2; quiet = quiet(metrics()) ? quiet + 1 : 0) {
      if (System.nanoTime() > end) {
        throw new VoidRunException("decisions wait to be written for minutes: see " + log());
      }
      pause(Duration.ofMillis(20));
    }
  }

  private static boolean quiet(String metrics) {
    return Stream.of("auterity_gateway_requests_active", "auterity_decisions_waiting")
        .allMatch(name -> metrics.lines().anyMatch((name + " 0.0")::equals));
  }

  private String metrics() {
    return metrics("/metrics", null);
  }

  /**
   * The sum of a metric over all tenants and labels.
   *
   * @throws VoidRunException when the server has none of this name
   */
  public double ofTenants(String metric) {
    return metrics("/api/v1/metrics", operatorKey())
        .lines()
        .filter(line -> line.startsWith(metric + "{"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .map(Double::valueOf)
        .reduce(Double::sum)
        .orElseThrow(() -> new VoidRunException("the server does not tell " + metric));
  }

  private String operatorKey() {
    try {
      return Files.readString(data.resolve("operator.key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String metrics(String path, @Nullable String credential) {
    HttpRequest request = request(console, path, credential).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  public Path data() {
    return data;
  }

  /** The server's process. */
  public ProcessHandle process() {
    return Objects.requireNonNull(process, "not started").toHandle();
  }

  /** Puts resources in force for the tenant of {@link #key()}. */
  public void apply(String resources) {
    apply(key(), resources);
  }

  /**
   * Puts resources in force.
   *
   * @param tenant its key
   * @param resources a JSON array
   */
  public void apply(String tenant, String resources) {
    var _ = post(tenant, "/api/v1/apply", resources);
  }

  /**
   * Posts to the console as the tenant of {@link #key()}; the body of the answer.
   *
   * @param body JSON
   * @throws VoidRunException when it is refused
   */
  public String post(String path, String body) {
    return post(key(), path, body);
  }

  private String post(String tenant, String path, String body) {
    return answer(
        request(console, path, tenant)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /**
   * Reads from the console as the tenant of {@link #key()}; the body of the answer.
   *
   * @throws VoidRunException when it is refused
   */
  public String get(String path) {
    return answer(request(console, path, key()).GET().build());
  }

  private String answer(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new VoidRunException(
            "%s was refused: %s".formatted(request.uri().getPath(), response.body()));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  private void checkCalls() {
    if (status(console, "/api/v1/session", key()) != 200
        || status(gateway, "/v1/models", key()) != 200) {
      throw new VoidRunException("a call right after the start was refused");
    }
  }

  /** Makes a tenant; its key. */
  public String newTenant(String name) {
    try {
      HttpRequest request =
          request(console, "/api/v1/tenants", operatorKey())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"name\": \"%s\"}".formatted(name)))
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
  public void stop() {
    end(false);
  }

  /** Kills it. */
  public void kill() {
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
