package io.auterity.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Speaks MCP as a program does that uses the tools. */
public final class Agent {

  static final String INITIALIZE =
      """
      {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"}}}
      """;

  private Agent() {}

  /** A client in a session of its own. */
  public static Client of(Client client) {
    Reply started = send(client, INITIALIZE);
    assertThat(started.status()).as(started.toString()).isEqualTo(200);
    Client agent = client.with("Mcp-Session-Id", started.header("mcp-session-id"));
    send(agent, "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
    return agent;
  }

  /** What a tool answers. */
  public static Json.Obj tool(Client agent, String name, String arguments) {
    return rpc(
        agent, "tools/call", "{\"name\": \"%s\", \"arguments\": %s}".formatted(name, arguments));
  }

  static Json.Obj rpc(Client agent, String method, String params) {
    Reply reply =
        send(
            agent,
            "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"%s\", \"params\": %s}"
                .formatted(method, params));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    Json.Obj message = message(reply);
    return (Json.Obj) Objects.requireNonNull(message.get("result"), message::toString);
  }

  /** The one message of an answer, whole or in a stream. */
  static Json.Obj message(Reply reply) {
    String data =
        reply
            .body()
            .lines()
            .filter(line -> line.startsWith("data:"))
            .map(line -> line.substring("data:".length()))
            .findFirst()
            .orElse(reply.body());
    return new JsonReader(1_000_000).readObject(data.getBytes(StandardCharsets.UTF_8));
  }

  static Reply send(Client client, String message) {
    return client.with("Accept", "application/json, text/event-stream").post("/mcp", message);
  }
}
