package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.cli.api.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server on which the oldest unfinished run of this work is stalled. */
class TriageRunTest {

  private static final String STALLED =
      "{\"id\": \"old\", \"digest\": \"d\", \"state\": \"running\", \"resumed\": true, \"stalled\": {}}";

  private HttpServer server;
  private volatile String listed = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/workflows", this::begin);
    server.createContext(
        "/api/v1/runs", exchange -> answer(exchange, "{\"items\": [%s]}".formatted(listed)));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void beginsAnewInPlaceOfARunThatIsNotCarriedOn() {
    listed = STALLED + ", " + run("over", "d", "succeeded") + ", " + run("other", "e", "running");

    TriageRun run = begin();

    assertThat(run.id()).isEqualTo("fresh");
    assertThat(run.resumed()).isFalse();
  }

  @Test
  void goesOnWithWhatWasBegunInPlaceOfIt() {
    listed = run("later", "d", "waiting") + ", " + STALLED;

    TriageRun run = begin();

    assertThat(run.id()).isEqualTo("later");
    assertThat(run.resumed()).isTrue();
  }

  private TriageRun begin() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return TriageRun.begin(
        new ApiClient(address), ApiClient.mapper().createObjectNode().put("attach", true));
  }

  private static String run(String id, String digest, String state) {
    return "{\"id\": \"%s\", \"digest\": \"%s\", \"state\": \"%s\"}".formatted(id, digest, state);
  }

  private void begin(HttpExchange exchange) throws IOException {
    String wish = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean attach = wish.contains("\"attach\":true");
    answer(exchange, attach ? STALLED : "{\"id\": \"fresh\", \"resumed\": false}");
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
