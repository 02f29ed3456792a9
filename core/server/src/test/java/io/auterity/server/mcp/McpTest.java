package io.auterity.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class McpTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String INITIALIZE =
      """
      {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"}}}
      """;

  private final Client admin = server.newTenant();

  @Test
  void anAgentSearchesDescribesAndCalls() {
    admin.maskProvider("mask");
    Client agent = agent(admin);

    assertThat(rpc(agent, "tools/list", "{}").toString())
        .contains("capabilities_search", "capability_describe", "capability_call");
    assertThat(tool(agent, "capabilities_search", "{\"query\": \"mask\"}").toString())
        .contains("text.pii.mask")
        .doesNotContain("ai.chat.create");
    assertThat(tool(agent, "capability_describe", "{\"id\": \"text.pii.mask\"}").toString())
        .contains("\"input\":{");
    Json.Obj called =
        tool(
            agent,
            "capability_call",
            "{\"id\": \"text.pii.mask\", \"input\": {\"text\": \"hello\"}}");
    assertThat(called.get("isError")).isEqualTo(Json.of(false));
    assertThat(called.toString()).contains("\"provider\":\"mask\"", "dec_");
  }

  @Test
  void aFailureSaysWhetherToTryAgain() {
    Json.Obj refused =
        tool(
            agent(admin),
            "capability_call",
            "{\"id\": \"text.pii.mask\", \"input\": {\"text\": \"hello\"}}");

    assertThat(refused.get("isError")).isEqualTo(Json.of(true));
    assertThat(refused.toString()).contains("no_viable_provider", "retryable", "dec_");
  }

  @Test
  void anAgentSeesWhatItMayCallAndNothingElse() {
    String secret =
        admin
            .post("/api/v1/keys", "{\"name\": \"agent\", \"allow\": [\"tracker.*\"]}")
            .text("secret");
    Client agent = agent(server.anonymous().bearer(secret));

    assertThat(tool(agent, "capabilities_search", "{}").toString())
        .contains("tracker.issue.create")
        .doesNotContain("text.pii.mask");
    assertThat(tool(agent, "capability_describe", "{\"id\": \"text.pii.mask\"}").toString())
        .contains("forbidden");
  }

  @Test
  void aSearchTellsAFewAtOnceAndWhereItGoesOn() {
    Client agent = agent(admin);
    List<String> all = new ArrayList<>();
    @Nullable String cursor = "";
    do {
      Json.Obj page =
          found(
              agent,
              "{\"query\": \"tracker\", \"limit\": 7, \"cursor\": \"%s\"}".formatted(cursor));
      List<String> some = ids(page);
      assertThat(some).isNotEmpty().hasSizeLessThanOrEqualTo(7);
      all.addAll(some);
      cursor = page.text("next");
    } while (cursor != null);

    assertThat(all).hasSizeGreaterThan(20).isSorted().doesNotHaveDuplicates();
    assertThat(ids(found(agent, "{}"))).hasSize(McpTools.USUAL);
    assertThat(tool(agent, "capabilities_search", "{\"limit\": 101}").toString())
        .contains("\"isError\":true", "100");
  }

  private static Json.Obj found(Client agent, String arguments) {
    return (Json.Obj)
        Objects.requireNonNull(
            tool(agent, "capabilities_search", arguments).get("structuredContent"));
  }

  private static List<String> ids(Json.Obj page) {
    Json.Arr capabilities = (Json.Arr) Objects.requireNonNull(page.get("capabilities"));
    return capabilities.items().stream()
        .map(each -> Objects.requireNonNull(((Json.Obj) each).text("id")))
        .toList();
  }

  @Test
  void anAgentNeedsAKey() {
    assertThat(send(server.anonymous(), INITIALIZE).status()).isEqualTo(401);
  }

  @Test
  void aForeignPageIsRefused() {
    assertThat(send(admin.with("Origin", "https://evil.test"), INITIALIZE).status()).isEqualTo(403);
  }

  @Test
  void aSessionServesItsOwnerOnly() {
    Client agent = agent(admin);
    String session = Objects.requireNonNull(agent.headers().get("Mcp-Session-Id"));

    Reply stolen =
        send(
            server.newTenant().with("Mcp-Session-Id", session),
            "{\"jsonrpc\": \"2.0\", \"id\": 9, \"method\": \"tools/list\", \"params\": {}}");

    assertThat(stolen.status()).as(stolen.toString()).isEqualTo(404);
  }

  /** A client in a session of its own. */
  private static Client agent(Client client) {
    Reply started = send(client, INITIALIZE);
    assertThat(started.status()).as(started.toString()).isEqualTo(200);
    Client agent = client.with("Mcp-Session-Id", started.header("mcp-session-id"));
    send(agent, "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
    return agent;
  }

  private static Json.Obj tool(Client agent, String name, String arguments) {
    return rpc(
        agent, "tools/call", "{\"name\": \"%s\", \"arguments\": %s}".formatted(name, arguments));
  }

  private static Json.Obj rpc(Client agent, String method, String params) {
    Reply reply =
        send(
            agent,
            "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"%s\", \"params\": %s}"
                .formatted(method, params));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    String data =
        reply
            .body()
            .lines()
            .filter(line -> line.startsWith("data:"))
            .map(line -> line.substring("data:".length()))
            .findFirst()
            .orElse(reply.body());
    Json.Obj message = new JsonReader(1_000_000).readObject(data.getBytes(StandardCharsets.UTF_8));
    return (Json.Obj) Objects.requireNonNull(message.get("result"), message::toString);
  }

  private static Reply send(Client client, String message) {
    return client.with("Accept", "application/json, text/event-stream").post("/mcp", message);
  }
}
