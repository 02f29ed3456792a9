package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An HTTP service behind the API and in a workflow, with the provider's credential and rules. */
@Tag("postgresql")
class AnyHttpServiceTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("http", plugins, "jackson-core-"));

  private final Client client = server.newTenant();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private HttpServer shop;

  @BeforeEach
  void open() throws IOException {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext("/", this::serve);
    shop.start();
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/shop", BodyPublishers.ofString("s3cret"));
    client.apply(
        """
        kind: provider
        id: shop
        spec:
          connector: http
          config: {url: "http://127.0.0.1:%d/v1", paths: [/orders/**]}
          auth: {bearer: {secret: shop}}
        """
            .formatted(shop.getAddress().getPort()));
  }

  @AfterEach
  void close() {
    shop.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("HEAD")) { // the health check
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      asked.add(
          "%s %s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().getFirst("authorization"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      byte[] body = "{\"id\":7615917337495251231,\"all\":[1,2,3]}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply call(String operation, String input) {
    return client.post("/api/v1/call/http." + operation, input);
  }

  @Test
  void aServiceIsAskedWithTheProvidersCredential() {
    Reply reply = call("request.read", "{\"path\": \"/orders/7\", \"query\": {\"full\": true}}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).contains("\"id\":7615917337495251231");
    assertThat(asked).containsExactly("GET /v1/orders/7?full=true Bearer s3cret ");
  }

  @Test
  void whatTheProviderDoesNotAllowIsNotSent() {
    Reply path = call("request.read", "{\"path\": \"/admin\"}");
    Reply escape = call("request.read", "{\"path\": \"/orders/%2e%2e/admin\"}");
    Reply header =
        call("request.read", "{\"path\": \"/orders\", \"headers\": {\"authorization\": \"x\"}}");

    assertThat(path.status()).as(path.body()).isEqualTo(400);
    assertThat(escape.status()).as(escape.body()).isEqualTo(400);
    assertThat(header.status()).as(header.body()).isEqualTo(400);
    assertThat(asked).isEmpty();
  }

  @Test
  void aListGoesOnFromItsCursor() {
    String query = "{\"path\": \"/orders\", \"items\": \"all\", \"limit\": 2%s}";

    Reply first = call("page.list", query.formatted(""));
    Reply second =
        call("page.list", query.formatted(", \"cursor\": \"%s\"".formatted(first.text("next"))));

    assertThat(first.at("items")).hasToString("[1,2]");
    assertThat(second.at("items")).hasToString("[3]");
  }

  @Test
  void aStepSendsWhatAnotherHasRead() {
    client.apply(
        """
        kind: workflow
        id: copy
        spec:
          steps:
            - {id: found, call: http.request.read, with: {path: /orders/7}}
            - {id: made, call: http.request.send, with: {path: /orders, body: {of: "${found.body.id}"}}}
          output: ${made.status}
        """);
    Reply run = client.post("/api/v1/workflows/copy/runs", "{\"input\": {}}");

    Reply ended = client.awaiting("/api/v1/runs/" + run.text("id"), "finishedAt", "20");

    assertThat(ended.at("output")).as(ended.body()).hasToString("200");
    assertThat(asked.getLast())
        .isEqualTo("POST /v1/orders Bearer s3cret {\"of\":7615917337495251231}");
  }
}
