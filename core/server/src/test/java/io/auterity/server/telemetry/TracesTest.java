package io.auterity.server.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.database.TestDatabase;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Spans of a server that is started by the guide's line, before a receiver of OTLP over HTTP. */
@Tag("postgresql")
class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir Path directory;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final HttpServer receiver = receiver();

  private HttpServer receiver() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      http.createContext(
          "/v1/traces",
          exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      http.start();
      return http;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  /** The variables of the guide's line, with the receiver's port. */
  private Map<String, String> documented() throws Exception {
    String line =
        Files.readAllLines(Repository.root().resolve("docs/guide/operations.md")).stream()
            .filter(
                each -> each.contains("OTEL_EXPORTER_OTLP_ENDPOINT=") && each.contains(" start"))
            .findFirst()
            .orElseThrow();
    return Pattern.compile("(OTEL_\\w+)=(\\S+)")
        .matcher(line)
        .results()
        .collect(
            Collectors.toMap(
                found -> found.group(1),
                found -> found.group(2).replace(":4318", ":" + receiver.getAddress().getPort())));
  }

  private ServerProcess server(String name) throws Exception {
    Path plugins = Files.createDirectories(directory.resolve("plugins"));
    if (!Files.exists(plugins.resolve("sample.jar"))) {
      new SamplePlugin("mask").write(plugins.resolve("sample.jar"));
    }
    return ServerProcess.on(db.logins(), directory, name, documented());
  }

  private boolean received(String... parts) {
    String trace = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
    return received.stream()
        .anyMatch(body -> body.contains(trace) && List.of(parts).stream().allMatch(body::contains));
  }

  private static void until(BooleanSupplier condition, Object what) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("%s", what).isNegative();
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void theCallsOfARunBelongToItsCallersTraceThoughTheServerIsKilledMeanwhile() throws Exception {
    String key;
    String run;
    try (ServerProcess first = server("first")) {
      Client operator = first.anonymous().bearer(first.operatorKey());
      key = operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key");
      Client admin = first.anonymous().bearer(key);
      admin.apply(
          """
          {kind: provider, id: mask, spec: {connector: mask-text, config: {}}}
          ---
          kind: workflow
          id: later
          spec: {steps: [{id: nap, wait: 5s}, {id: a, call: text.pii.mask, with: {text: x}}]}
          """);
      Reply started =
          admin
              .with("traceparent", "00-%s-b7ad6b7169203331-01".formatted(TRACE))
              .with("baggage", "team=north%20sea")
              .post("/api/v1/workflows/later/runs", "{\"input\": {}}");
      run = started.text("id");
      until(() -> received("POST /api/v1/workflows/{id}/runs"), received.size());
      first.kill();
    }

    try (ServerProcess second = server("second")) {
      Client admin = second.anonymous().bearer(key);
      until(
          () -> admin.get("/api/v1/runs/" + run).text("state").equals("succeeded"),
          admin.get("/api/v1/runs/" + run));
      until(() -> received("text.pii.mask", "baggage.team", "north sea"), received.size());
    }
  }
}
