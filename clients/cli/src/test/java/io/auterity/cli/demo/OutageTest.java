package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.run.RunSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private HttpServer server;
  private final AtomicInteger applied = new AtomicInteger();
  private volatile int status = 200;
  private volatile String result = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/workflows", json("{\"id\": \"r\"}"));
    server.createContext(
        "/api/v1/decisions",
        json("{\"items\": [{\"id\": \"d\", \"provider\": \"minilm\", \"attempts\": 1}]}"));
    server.createContext("/api/v1/resources/provider/minilm", json("{\"spec\": {}}"));
    server.createContext(
        "/api/v1/apply",
        exchange -> {
          applied.incrementAndGet();
          answer(exchange, status, result);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void beginsOnceHalfOfTheCallsHaveBegun() {
    Outage outage = outage();

    assertThat(outage.look(started(1))).isEmpty();
    assertThat(outage.look(started(2))).contains("outage of minilm begins");
    assertThat(outage.look(started(3))).isEmpty();
    assertThat(applied).hasValue(1);
  }

  @Test
  void saysOnceThatAServerAllowsNone() {
    status = 422;
    result = "{\"code\": \"invalid\", \"detail\": \"this server does not allow injected faults\"}";
    Outage outage = outage();

    assertThat(outage.look(started(2)).orElseThrow())
        .startsWith("no outage is shown: this server does not allow injected faults");
    assertThat(outage.look(started(3))).isEmpty();
    assertThat(applied).hasValue(1);
  }

  private Outage outage() {
    ApiClient api = new ApiClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    return new Outage(api, TriageRun.begin(api, ApiClient.mapper().createObjectNode()), 4, NOW);
  }

  private static RunSnapshot started(int calls) {
    return new RunSnapshot(
        ApiClient.mapper()
            .readTree(
                "{\"state\": \"running\", \"steps\": [{\"id\": \"classify\", \"started\": %d}]}"
                    .formatted(calls)));
  }

  private static HttpHandler json(String body) {
    return exchange -> answer(exchange, 200, body);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
