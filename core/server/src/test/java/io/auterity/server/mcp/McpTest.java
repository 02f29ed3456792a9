package io.auterity.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
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

  private final Client admin = server.newTenant();

  @Test
  void anAgentSearchesDescribesAndCalls() {
    admin.maskProvider("mask");
    Client agent = Agent.of(admin);

    assertThat(Agent.rpc(agent, "tools/list", "{}").toString())
        .contains("capabilities_search", "capability_describe", "capability_call");
    assertThat(Agent.tool(agent, "capabilities_search", "{\"query\": \"mask\"}").toString())
        .contains("text.pii.mask")
        .doesNotContain("ai.chat.create");
    assertThat(Agent.tool(agent, "capability_describe", "{\"id\": \"text.pii.mask\"}").toString())
        .contains("\"input\":{");
    Json.Obj called =
        Agent.tool(
            agent,
            "capability_call",
            "{\"id\": \"text.pii.mask\", \"input\": {\"text\": \"hello\"}}");
    assertThat(called.get("isError")).isEqualTo(Json.of(false));
    assertThat(called.toString()).contains("\"provider\":\"mask\"", "dec_");
  }

  @Test
  void aFailureSaysWhetherToTryAgain() {
    Json.Obj refused =
        Agent.tool(
            Agent.of(admin),
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
    Client agent = Agent.of(server.anonymous().bearer(secret));

    assertThat(Agent.tool(agent, "capabilities_search", "{}").toString())
        .contains("tracker.issue.create")
        .doesNotContain("text.pii.mask");
    assertThat(Agent.tool(agent, "capability_describe", "{\"id\": \"text.pii.mask\"}").toString())
        .contains("forbidden");
  }

  @Test
  void aSearchTellsAFewAtOnceAndWhereItGoesOn() {
    Client agent = Agent.of(admin);
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
    assertThat(Agent.tool(agent, "capabilities_search", "{\"limit\": 101}").toString())
        .contains("\"isError\":true", "100");
  }

  @Test
  void aKeyMakesCapabilitiesToolsOfTheirOwn() {
    admin.maskProvider("mask");
    Reply made = admin.post("/api/v1/keys", NARROW);
    Client agent = Agent.of(server.anonymous().bearer(made.text("secret")));
    Client other = Agent.of(admin);

    assertThat(names(agent))
        .contains("text_pii_mask", "tracker_issue_create", "tracker_issue_get", "capability_call")
        .doesNotContain("tracker_issue_delete", "git_branch_create");
    assertThat(names(other))
        .containsExactlyInAnyOrder("capabilities_search", "capability_describe", "capability_call");
    Json.Obj called = Agent.tool(agent, "text_pii_mask", "{\"text\": \"hello\"}");
    assertThat(called.get("isError")).isEqualTo(Json.of(false));
    assertThat(called.toString()).contains("\"provider\":\"mask\"", "dec_");
    assertThat(Agent.tool(agent, "text_pii_mask", "{\"txt\": 1}").get("isError"))
        .isEqualTo(Json.of(true));
    assertThat(Agent.tool(other, "text_pii_mask", "{\"text\": \"hello\"}").toString())
        .contains("forbidden", "text_pii_mask");
  }

  private static final String NARROW =
      """
      {"name": "narrow", "allow": ["text.*", "tracker.issue.*"], "deny": ["tracker.issue.delete"],
       "tools": ["text.pii.mask", "tracker.issue.*", "git.branch.*"]}
      """;

  @Test
  void toolsOfAKeyChangeWithinASession() {
    Reply made = admin.post("/api/v1/keys", NARROW);
    Client agent = Agent.of(server.anonymous().bearer(made.text("secret")));

    Client json = admin.with("Content-Type", "application/json");
    json.send(
        "PATCH",
        "/api/v1/keys/" + made.text("key.id"),
        BodyPublishers.ofString("{\"tools\": [\"tracker.issue.get\"]}"));
    assertThat(names(agent)).contains("tracker_issue_get").doesNotContain("text_pii_mask");
    assertThat(Agent.tool(agent, "text_pii_mask", "{\"text\": \"x\"}").toString())
        .contains("forbidden");
    Reply lifted =
        json.send(
            "PATCH",
            "/api/v1/keys/" + made.text("key.id"),
            BodyPublishers.ofString("{\"lift\": [\"tools\"]}"));

    assertThat(lifted.at("tools")).isEqualTo(Json.NULL);
    assertThat(names(agent)).hasSize(3);
  }

  @Test
  void whatIsNoPatternOfCapabilitiesIsNoToolOfAKey() {
    Reply refused =
        admin.post("/api/v1/keys", "{\"name\": \"x\", \"tools\": [\"control:key.create\"]}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.toString()).contains("tools", "control:key.create");
  }

  private static List<String> names(Client agent) {
    Json.Arr listed =
        (Json.Arr) Objects.requireNonNull(Agent.rpc(agent, "tools/list", "{}").get("tools"));
    return listed.items().stream()
        .map(each -> Objects.requireNonNull(((Json.Obj) each).text("name")))
        .toList();
  }

  private static Json.Obj found(Client agent, String arguments) {
    return (Json.Obj)
        Objects.requireNonNull(
            Agent.tool(agent, "capabilities_search", arguments).get("structuredContent"));
  }

  private static List<String> ids(Json.Obj page) {
    Json.Arr capabilities = (Json.Arr) Objects.requireNonNull(page.get("capabilities"));
    return capabilities.items().stream()
        .map(each -> Objects.requireNonNull(((Json.Obj) each).text("id")))
        .toList();
  }

  @Test
  void anAgentNeedsAKey() {
    assertThat(Agent.send(server.anonymous(), Agent.INITIALIZE).status()).isEqualTo(401);
  }

  @Test
  void aForeignPageIsRefused() {
    assertThat(Agent.send(admin.with("Origin", "https://evil.test"), Agent.INITIALIZE).status())
        .isEqualTo(403);
  }

  @Test
  void aSessionServesItsOwnerOnly() {
    Client agent = Agent.of(admin);
    String session = Objects.requireNonNull(agent.headers().get("Mcp-Session-Id"));

    Reply stolen =
        Agent.send(
            server.newTenant().with("Mcp-Session-Id", session),
            "{\"jsonrpc\": \"2.0\", \"id\": 9, \"method\": \"tools/list\", \"params\": {}}");

    assertThat(stolen.status()).as(stolen.toString()).isEqualTo(404);
  }
}
