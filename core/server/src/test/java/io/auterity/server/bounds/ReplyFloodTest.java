package io.auterity.server.bounds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.database.TestDatabase;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * 60 large replies of a vendor to one tenant at one time, in a server with a heap of 512 MiB, while
 * another tenant works.
 */
@Tag("postgresql")
class ReplyFloodTest {

  private static final int CALLS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String ISSUE =
      """
      {"id": "7", "key": "7", "title": "t", "more": %s}
      """;
  private static final String FILE =
      """
      plugin: flood
      format: 1
      version: 0.1.0
      summary: A tracker that answers more than anybody wants
      vendor: {name: Flood, docs: "https://example.org"}
      config:
        url: {type: string, format: uri, description: Address}
      servers:
        api: {url: "${config.url}"}
      auth:
        - {kind: none}
      check: {request: GET /me}
      ids: {issue: "{id}"}
      records:
        issue: {ref: "${it.id}", project: p, key: "${it.id}", title: "${it.title}", body: "", state: open, labels: [], createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z", extra: {more: "${it.more}"}}
      connectors:
        flood:
          kind: tracker
          operations:
            issue.get: {request: "GET /issues/{issue.id}", result: issue}
      samples: {issue: "7"}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir Path directory;

  @Test
  void repliesToOneTenantEndNoServerAndKeepNoOtherWaiting() throws Exception {
    Path plugins = Files.createDirectories(directory.resolve("plugins"));
    new SamplePlugin("mask").write(plugins.resolve("sample.jar"));
    Files.writeString(plugins.resolve("flood.yaml"), FILE);
    HttpServer vendor = vendor();
    try (ServerProcess server =
        ServerProcess.on(
            db.logins(), directory, "flooded", "egress: {allow: [\"127.0.0.1:* for *\"]}")) {
      Client flooded = tenant(server, "flooded");
      Client working = tenant(server, "working");
      working.maskProvider("masks");
      flooded.apply(
          """
          kind: provider
          id: floods
          spec: {connector: flood, unverified: true, config: {url: "http://127.0.0.1:%d"}}
          """
              .formatted(vendor.getAddress().getPort()));

      awaitProvider(flooded);
      for (String sort : List.of("text", "values", "chunks")) {
        List<Reply> answers = flood(flooded, sort, () -> requireServed(working));

        assertThat(answers).extracting(Reply::status).isSubsetOf(200, 413, 502, 503);
        assertThat(answers)
            .filteredOn(answer -> answer.status() == 503)
            .allSatisfy(answer -> assertThat(answer.body()).contains("saturated"))
            .allSatisfy(answer -> assertThat(answer.header("retry-after")).isEqualTo("1"));
        assertThat(call(flooded, "small").status()).isEqualTo(200);
      }
      assertThat(server.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
    } finally {
      vendor.stop(0);
    }
  }

  private static HttpServer vendor() throws IOException {
    byte[] text = ISSUE.formatted("\"" + "x".repeat(8_000_000) + "\"").getBytes(UTF_8);
    byte[] values = ISSUE.formatted("[" + "0,".repeat(900_000) + "0]").getBytes(UTF_8);
    HttpServer vendor =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    vendor.createContext("/me", exchange -> answer(exchange, "{}".getBytes(UTF_8), false));
    vendor.createContext(
        "/issues/small", exchange -> answer(exchange, ISSUE.formatted("0").getBytes(UTF_8), false));
    vendor.createContext("/issues/text", exchange -> answer(exchange, text, false));
    vendor.createContext("/issues/values", exchange -> answer(exchange, values, false));
    vendor.createContext("/issues/chunks", exchange -> answer(exchange, text, true));
    vendor.start();
    return vendor;
  }

  // One that nobody wants to the end is cut off.
  private static void answer(HttpExchange exchange, byte[] body, boolean chunked) {
    try (exchange) {
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      // It has gone.
    }
  }

  private static Client tenant(ServerProcess server, String name) {
    Client operator = server.anonymous().bearer(server.operatorKey());
    String key = operator.post("/api/v1/tenants", "{\"name\": \"%s\"}".formatted(name)).text("key");
    return new Client(server.anonymous().base(), server.anonymous().headers(), PATIENCE)
        .bearer(key);
  }

  private static Reply call(Client client, String issue) {
    return client.post("/api/v1/call/tracker.issue.get", "{\"issue\": \"%s\"}".formatted(issue));
  }

  private static void awaitProvider(Client client) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (call(client, "small").status() != 200) {
      assertThat(System.nanoTime() - end).as("it is ready in time").isNegative();
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static void requireServed(Client client) {
    Reply masked = client.post("/api/v1/call/text.pii.mask", "{\"text\": \"a\"}");

    assertThat(masked.status()).as(masked.toString()).isEqualTo(200);
  }

  /** Calls from everywhere at once, and asks for the other tenant until all are answered. */
  private static List<Reply> flood(Client flooded, String sort, Runnable other) throws Exception {
    List<Reply> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> sent = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        sent.add(threads.submit(() -> call(flooded, sort)));
      }
      do {
        other.run();
      } while (!sent.stream().allMatch(Future::isDone));
      for (Future<Reply> one : sent) {
        answers.add(one.get());
      }
    }
    return answers;
  }
}
