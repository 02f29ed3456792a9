package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.server.mcp.Agent;
import io.auterity.spi.Json;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The product's own documents behind the API, in PostgreSQL, as the guide shows it. */
@Tag("postgresql")
class EmbeddedDocumentsTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("documents", plugins, "jackson-core-"));

  private static final String ADA =
      """
      {"collection": "users", "id": "ada", "fields": {
        "name": {"type": "text", "value": "Ada"},
        "born": {"type": "int64", "value": "9223372036854775807"}}}
      """;

  private final Client client = server.newTenant();

  private Reply call(String operation, String input) {
    return client.post("/api/v1/call/documents." + operation, input);
  }

  private Json.Obj made(String operation, String input) {
    Reply reply = call(operation, input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void aDocumentIsStoredFoundAndFollowed() {
    client.apply("{kind: provider, id: base, spec: {connector: embedded-documents}}");
    Json.Obj ada = made("document.create", ADA);
    String revision = ada.text("revision");
    String update =
        """
        {"document": "users/ada", "expected": "%s", "set": [{"field": "x.y", "value": {"type": "null"}}]}
        """
            .formatted(revision);

    made("document.update", update);

    assertThat(call("document.update", update).status()).isEqualTo(409);
    String found =
        made(
                "document.query",
                """
                {"collection": "users", "where": [
                  {"field": "born", "is": "gt", "value": {"type": "float64", "value": "1e18"}}]}
                """)
            .toString();
    assertThat(found).contains("9223372036854775807", "\"type\":\"null\"", "\"base\"");
    assertThat(call("document.listen", "{\"collection\": \"users\", \"follow\": false}").body())
        .contains("stands", "users/ada");
  }

  @Test
  void aRequestAStepAndAnAgentAreToldTheSame() {
    client.apply("{kind: provider, id: base, spec: {connector: embedded-documents}}");
    made("document.create", ADA);
    client.apply(
        """
        kind: workflow
        id: reading
        spec:
          steps: [{id: ada, call: documents.document.get, with: {document: users/ada}}]
          output: ${ada}
        """);

    Json.Obj told = made("document.get", "{\"document\": \"users/ada\"}");
    String run = client.post("/api/v1/workflows/reading/runs", "{\"input\": {}}").text("id");
    Watcher.follow(client, run);
    Json.Obj answered =
        Agent.tool(
            Agent.of(client),
            "capability_call",
            "{\"id\": \"documents.document.get\", \"input\": {\"document\": \"users/ada\"}}");

    assertThat(client.get("/api/v1/runs/" + run).at("output")).isEqualTo(told);
    assertThat(answered.toString()).contains(told.toString());
  }

  @Test
  void aTransactionIsAllOrNothing() {
    client.apply("{kind: provider, id: base, spec: {connector: embedded-documents}}");
    String writes =
        """
        {"reads": ["users/ada"], "writes": [
          {"action": "put", "document": "users/bob", "fields": {}},
          {"action": "create", "document": "users/ada", "fields": {}}]}
        """;

    assertThat(made("transaction.run", writes).toString()).contains("\"missing\":[{");

    assertThat(call("transaction.run", writes.replace("bob", "cyd")).status()).isEqualTo(409);
    assertThat(call("document.get", "{\"document\": \"users/cyd\"}").status()).isEqualTo(404);
  }

  @Test
  void theLongestNameFitsAndALongerOneIsRefused() {
    client.apply("{kind: provider, id: base, spec: {connector: embedded-documents}}");
    byte[] noise = new byte[1_122];
    new Random(7).nextBytes(noise);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    String input = "{\"document\": \"%s\", \"fields\": {}}";

    made("document.put", input.formatted(text + "/ab"));
    made("document.put", input.formatted("ab/" + text));

    Reply longer = call("document.put", input.formatted(text + "/" + text));
    assertThat(longer.status()).isEqualTo(400);
    assertThat(longer.body()).contains("1500 bytes");
  }

  @Test
  void documentsOfAnotherTenantAreNotSeen() {
    client.apply("{kind: provider, id: base, spec: {connector: embedded-documents}}");
    made("document.create", ADA);
    Client other = server.newTenant();
    other.apply("{kind: provider, id: base, spec: {connector: embedded-documents}}");

    Reply reply =
        other.post("/api/v1/call/documents.document.get", "{\"document\": \"users/ada\"}");

    assertThat(reply.status()).isEqualTo(404);
  }
}
