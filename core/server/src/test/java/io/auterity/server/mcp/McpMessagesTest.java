package io.auterity.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no message, or no request of the protocol, is answered by an error of JSON-RPC. */
@Tag("postgresql")
class McpMessagesTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | 400 | -32700 | null",
        "`` | 400 | -32700 | null",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"id\": 2, \"method\": \"ping\"} | 400 | -32700 | null",
        "\"ping\" | 400 | -32600 | null",
        "[] | 400 | -32600 | null",
        "[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}] | 400 | -32600 | null",
        "{} | 400 | -32600 | null",
        "{\"id\": 1, \"method\": \"ping\"} | 400 | -32600 | 1",
        "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"} | 400 | -32600 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"} | 400 | -32600 | null",
        "{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"ping\"} | 400 | -32600 | null",
        "{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"ping\"} | 400 | -32600 | null",
        "{\"jsonrpc\": \"2.0\", \"id\": true, \"method\": \"ping\"} | 400 | -32600 | null",
        "{\"jsonrpc\": \"2.0\", \"id\": \"a\", \"method\": 1} | 400 | -32600 | \"a\"",
        "{\"jsonrpc\": \"2.0\", \"id\": 1} | 400 | -32600 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}, \"error\": {}} | 400 | -32600 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"error\": \"x\"} | 400 | -32600 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": \"x\"} | 400 | -32600 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": [1]} | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\"} | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": 1}}"
            + " | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\","
            + " \"params\": {\"name\": \"x\", \"arguments\": [1]}} | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\","
            + " \"params\": {\"cursor\": 7}} | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\","
            + " \"params\": {\"_meta\": 7}} | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\": {}}"
            + " | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\","
            + " \"params\": {\"name\": \"no_such_tool\"}} | 200 | -32602 | 1",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"no/such\"} | 200 | -32601 | 1"
      })
  void aMalformedMessageIsAnErrorOfJsonRpc(String body, int status, int code, String id) {
    Reply reply = Agent.send(Agent.of(admin), body);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    Json.Obj answer = Agent.message(reply);
    assertThat(answer.get("jsonrpc")).isEqualTo(Json.of("2.0"));
    assertThat(answer.fields().getOrDefault("id", Json.NULL)).hasToString(id);
    Json.Obj error = (Json.Obj) Objects.requireNonNull(answer.get("error"), answer::toString);
    assertThat(error.get("code")).isEqualTo(Json.of(code));
    assertThat(error.text("message")).isNotEmpty();
    assertThat(reply.body())
        .doesNotContain("stackTrace", "Exception", "io.modelcontextprotocol", "jackson");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/plain, 415",
    "Content-Type, application/xml, 415",
    "Accept, text/html, 406",
    "Accept, application/json, 406",
    "Accept, text/event-stream, 406",
    "MCP-Protocol-Version, 1999-01-01, 400",
    "MCP-Protocol-Version, x, 400",
    "Mcp-Session-Id, no-such-session, 404"
  })
  void aWrongHeaderHasTheStatusOfHttpThatFits(String name, String value, int status) {
    Client agent =
        Agent.of(admin)
            .with("Accept", "application/json, text/event-stream")
            .with("Content-Type", "application/json")
            .with(name, value);

    Reply reply = agent.send("POST", "/mcp", BodyPublishers.ofString(PING));

    refused(reply, status);
  }

  private static final String PING = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";

  private static void refused(Reply reply, int status) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.header("content-type")).startsWith("application/json");
    Json.Obj answer = Agent.message(reply);
    assertThat(answer.get("id")).isEqualTo(Json.NULL);
    assertThat(answer.toString()).contains("\"error\":{\"code\":-32");
    assertThat(reply.body()).doesNotContain("stackTrace", "Exception");
  }

  @Test
  void whatNeedsASessionIsRefusedWithoutOne() {
    refused(Agent.send(admin, PING), 400);
  }

  /** There is nothing to stream but answers, and nothing of a session to end. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT"})
  void messagesAloneAreTaken(String method) {
    Client agent = Agent.of(admin).with("Accept", "text/event-stream");

    Reply reply = agent.send(method, "/mcp", BodyPublishers.noBody());

    refused(reply, 405);
    assertThat(reply.header("allow")).isEqualTo("POST");
  }

  @Test
  void anyAcceptedRangeServes() {
    Client agent = Agent.of(admin).with("Content-Type", "application/json");

    assertThat(
            agent
                .with("Accept", "*/*")
                .send("POST", "/mcp", BodyPublishers.ofString(PING))
                .status())
        .isEqualTo(200);
    assertThat(
            agent
                .with("MCP-Protocol-Version", "2025-06-18")
                .with("Accept", "application/json;q=0.9, text/*")
                .send("POST", "/mcp", BodyPublishers.ofString(PING))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aNotificationThatNobodyKnowsIsTaken() {
    Reply reply =
        Agent.send(Agent.of(admin), "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/x\"}");

    assertThat(reply.status()).isEqualTo(202);
  }
}
