package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A second provider of a kind beside one that calls, runs, polls and questions go to. */
@Tag("postgresql")
class DefaultProviderTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("messaging", plugins, "jackson-core-"));

  private static final String FLOW =
      """
      kind: workflow
      id: flow
      spec:
        steps:
          - id: send
            call: messaging.message.send
            %s
            with: {channel: team, text: hello}
      """;
  private static final String ASKING =
      """
      kind: workflow
      id: asking
      spec:
        steps:
          - id: ok
            ask: "Refund?"
            of: {teams: [support]}
            tell:
              - id: ping
                call: messaging.message.send
                with: {channel: team, text: "${ask.question}"}
      ---
      kind: user
      id: ann
      spec: {email: ann@example.test}
      ---
      kind: team
      id: support
      spec: {members: [ann]}
      """;

  private final Client admin = server.newTenant();

  @BeforeEach
  void oneChatWithItsChannel() {
    messenger("chat", "");
    Reply made = call("channel.create", "{\"name\": \"team\"}");
    assertThat(made.status()).as(made.toString()).isEqualTo(200);
  }

  private Reply messenger(String id, String more) {
    Reply reply =
        admin.post(
            "/api/v1/apply",
            "application/yaml",
            "{kind: provider, id: %s, spec: {connector: embedded-messaging %s}}"
                .formatted(id, more));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  private Reply call(String operation, String input) {
    return admin.post("/api/v1/call/messaging." + operation, input);
  }

  private Reply send() {
    return call("message.send", "{\"channel\": \"team\", \"text\": \"hello\"}");
  }

  private Reply run(String workflow) {
    Reply started = admin.post("/api/v1/workflows/" + workflow + "/runs", "{\"input\": {}}");
    assertThat(started.status()).as(started.toString()).isLessThan(300);
    return started;
  }

  private String stateOfRun() {
    Reply run = run("flow");
    return admin.awaiting("/api/v1/runs/" + run.text("id"), "state", "ed\"").text("state");
  }

  private boolean isDefault(String id) {
    return admin.get("/api/v1/providers/" + id).text("isDefault").equals("true");
  }

  @Test
  void aSecondProviderChangesNothingThatRuns() {
    admin.apply(FLOW.formatted(""));
    admin.apply(ASKING);

    Reply applied = messenger("slack", "");

    assertThat(applied.text("applied.0.notes.0"))
        .isEqualTo(
            "'slack' is not the default of messaging ('chat' is), so nothing that runs changes");
    assertThat(isDefault("chat")).isTrue();
    assertThat(isDefault("slack")).isFalse();
    assertThat(send().text("ref.provider")).isEqualTo("chat");
    assertThat(stateOfRun()).isEqualTo("succeeded");
    run("asking");
    Reply page = admin.awaiting("/api/v1/approvals?state=open", "items", "ask_");
    Reply told = admin.awaiting("/api/v1/approvals/" + page.text("items.0.id"), "told", "\"sent\"");
    assertThat(told.at("told").toString()).contains("\"sent\"");
  }

  @Test
  void aPollGoesOnAndMayNameItsProvider() {
    messenger("slack", "");
    admin.apply(FLOW.formatted(""));

    Reply there = poll("there", ", \"provider\": \"slack\"");
    Reply open = poll("open", "");

    assertThat(trigger(open, "polled", "20").text("problem")).isEqualTo("null");
    assertThat(trigger(there, "problem", "team").text("poll.provider")).isEqualTo("slack");
  }

  private Reply trigger(Reply made, String field, String what) {
    return admin.awaiting("/api/v1/triggers/" + made.text("id"), field, what);
  }

  private Reply poll(String name, String more) {
    Reply made =
        admin.post(
            "/api/v1/triggers",
            """
            {"name": "%s", "workflow": "flow", "on": "poll",
             "poll": {"call": "messaging.message.list", "with": {"channel": "team"},
                      "every": "10s"%s}}
            """
                .formatted(name, more));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return made;
  }

  @Test
  void aDecisionNamesTheDefault() {
    messenger("slack", "");

    String decision = send().header("Auterity-Decision");

    Reply told = admin.awaiting("/api/v1/decisions/" + decision);
    assertThat(told.body())
        .contains("chat is the default of messaging, and nothing names another one")
        .contains("first by being the default of its kind");
  }

  @Test
  void aStepAndACallNameTheirProvider() {
    messenger("slack", "");
    admin.apply(FLOW.formatted("provider: slack"));

    assertThat(stateOfRun()).isEqualTo("failed");
    Reply made =
        admin
            .with("Auterity-Provider", "slack")
            .post("/api/v1/call/messaging.channel.create", "{\"name\": \"team\"}");
    assertThat(made.status()).as(made.toString()).isEqualTo(200);
    assertThat(stateOfRun()).isEqualTo("succeeded");

    admin.apply(FLOW.formatted("provider: slak"));
    assertThat(stateOfRun()).isEqualTo("failed");
  }

  @Test
  void anotherOneIsMadeTheDefaultByItsSpecOrByAnAct() {
    admin.apply(FLOW.formatted(""));
    messenger("slack", "");

    Reply applied = messenger("slack", ", default: true");

    assertThat(applied.text("applied.0.notes.0"))
        .startsWith("'slack' becomes the default of messaging in place of 'chat'")
        .contains("workflow 'flow' (send)");
    assertThat(isDefault("slack")).isTrue();
    assertThat(isDefault("chat")).isFalse();

    assertThat(admin.post("/api/v1/providers/chat/default", "{}").text("kind"))
        .isEqualTo("messaging");
    assertThat(isDefault("chat")).isTrue();
    assertThat(send().text("ref.provider")).isEqualTo("chat");
    assertThat(admin.get("/api/v1/audit?limit=500").body()).contains("provider/default/messaging");

    messenger("slack", ", default: true");
    assertThat(isDefault("slack")).isTrue();
  }

  @Test
  void aDryRunTellsAndChangesNothing() {
    Reply tried =
        admin.post(
            "/api/v1/apply?dryRun=true",
            "application/yaml",
            "{kind: provider, id: slack, spec: {connector: embedded-messaging, default: true}}");

    assertThat(tried.text("applied.0.notes.0")).contains("becomes the default");
    assertThat(isDefault("chat")).isTrue();
  }

  @Test
  void withoutItsDefaultAKindOfSeveralIsAmbiguousAndOfOneIsNot() {
    admin.apply(FLOW.formatted(""));
    messenger("slack", "");
    messenger("teams", "");

    assertThat(admin.get("/api/v1/providers/chat/removal").text("notes.0"))
        .contains("ambiguous between 'slack', 'teams'", "workflow 'flow' (send)");
    assertThat(admin.get("/api/v1/providers/slack/removal").at("notes").toString()).isEqualTo("[]");
    assertThat(admin.delete("/api/v1/resources/provider/chat").status()).isEqualTo(204);

    assertThat(send().body()).contains("several could answer");
    assertThat(isDefault("slack") || isDefault("teams")).isFalse();

    assertThat(admin.delete("/api/v1/resources/provider/teams").status()).isEqualTo(204);
    assertThat(isDefault("slack")).isTrue();
    messenger("teams", "");
    assertThat(isDefault("slack")).isTrue();
  }

  @Test
  void aDisabledDefaultLeavesItsPlaceToTheOnlyOther() {
    messenger("slack", "");
    call("channel.create", "{\"name\": \"x\"}");

    Reply applied = messenger("chat", ", disabled: true");

    assertThat(applied.text("applied.0.notes.0")).contains("'slack' follows it");
    assertThat(call("channel.create", "{\"name\": \"team\"}").status()).isEqualTo(200);
    messenger("teams", "");
    assertThat(send().text("ref.provider")).isEqualTo("slack");
  }

  @Test
  void theFirstOfAFileIsTheDefault() {
    Client other = server.newTenant();
    other.apply(
        """
        kind: provider
        id: zulu
        spec: {connector: embedded-messaging}
        ---
        kind: provider
        id: alpha
        spec: {connector: embedded-messaging}
        """);

    assertThat(other.get("/api/v1/providers/zulu").text("isDefault")).isEqualTo("true");
    assertThat(other.get("/api/v1/providers/alpha").text("isDefault")).isEqualTo("false");
  }
}
