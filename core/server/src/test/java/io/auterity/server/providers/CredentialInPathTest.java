package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A credential in the path reaches its vendor, and nothing else tells it. */
@Tag("postgresql")
class CredentialInPathTest {

  private static final String TOKEN = "123456:AAH-qkzjvxwq";
  private static final String SAID =
      """
      {"ok": true, "result": {"message_id": 43, "date": 1795770000, "text": "Hello",
       "chat": {"id": 77, "type": "private", "first_name": "Ada"}}}
      """;

  @RegisterExtension
  static final RunningServer server = RunningServer.start(RunningServer.vendorFile("telegram"));

  private static final List<String> asked = new CopyOnWriteArrayList<>();
  private static HttpServer vendor;

  private final Client admin = server.newTenant();

  @BeforeAll
  static void listen() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/", CredentialInPathTest::answer);
    vendor.start();
  }

  @AfterAll
  static void end() {
    vendor.stop(0);
  }

  /** A refusal repeats the path, as a proxy's page does. */
  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(path);
      boolean refused = path.endsWith("/deleteMessage");
      String said = "{\"ok\": false, \"description\": \"Bad Request at %s\"}".formatted(path);
      byte[] body = (refused ? said : SAID).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void itReachesTheVendorAndStandsInNoAnswerAndNoDecision() {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/bot", BodyPublishers.ofString(TOKEN));
    admin.apply(
        """
        kind: provider
        id: chat
        spec: {connector: telegram, unverified: true, auth: {path: {secret: bot}}, config: {url: "http://127.0.0.1:%d"}}
        """
            .formatted(vendor.getAddress().getPort()));

    Reply sent =
        admin.post(
            "/api/v1/call/messaging.message.send", "{\"channel\": \"77\", \"text\": \"Hello\"}");
    Reply refused = admin.post("/api/v1/call/messaging.message.delete", "{\"message\": \"77/43\"}");

    assertThat(sent.status()).as(sent.toString()).isEqualTo(200);
    assertThat(asked)
        .contains("/bot%s/sendMessage".formatted(TOKEN), "/bot%s/deleteMessage".formatted(TOKEN));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.body()).contains("Bad Request at /bot(secret)/deleteMessage");
    for (Reply each : List.of(sent, refused)) {
      Reply decision = admin.awaiting("/api/v1/decisions/" + each.header("auterity-decision"));
      assertThat(each + decision.body()).doesNotContain("qkzjvxwq");
    }
    assertThat(admin.get("/api/v1/providers/chat").body()).doesNotContain("qkzjvxwq");
  }
}
