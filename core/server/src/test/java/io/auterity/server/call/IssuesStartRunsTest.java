package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.outbox.EventSchema;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Issues and comments of the embedded tracker start workflows, as the guide to triggers shows. */
@Tag("postgresql")
class IssuesStartRunsTest {

  private static final String DESK =
      "{kind: provider, id: forge, spec: {connector: embedded-tracker}}";
  private static final String WORKFLOWS =
      """
      ---
      kind: workflow
      id: triage
      spec:
        input: {title: {type: string}, key: {type: string}, event: {type: object}}
        triggers:
          - id: issue
            event: io.auterity.tracker.issue.created.v1
            when: "${event.data.provider == 'forge'}"
            input: {title: "${event.data.record.title}", key: "${event.subject}", event: "${event}"}
        steps: [{id: said, transform: "${'new: ' + input.title}"}]
        output: ${said}
      ---
      kind: workflow
      id: talk
      spec:
        input: {body: {type: string}, author: {type: string}}
        triggers:
          - id: comment
            event: io.auterity.tracker.comment.created.v1
            input: {body: "${event.data.record.body}", author: "${event.data.record.author}"}
        steps: [{id: said, transform: "${input.body}"}]
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("tracker", plugins, "jackson-core-"));

  private final Client client = server.newTenant();

  @BeforeEach
  void open() {
    client.apply(DESK + "\n" + WORKFLOWS);
    call(client, "project.create", "{\"key\": \"debts\", \"name\": \"Debts\"}");
  }

  private static Reply call(Client client, String operation, String input) {
    Reply reply = client.post("/api/v1/call/tracker." + operation, input);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  private static Reply issue(Client client, String title) {
    return call(
        client, "issue.create", "{\"project\": \"debts\", \"title\": \"%s\"}".formatted(title));
  }

  private static Reply inputOf(Client client, String workflow) {
    Reply runs = client.awaiting("/api/v1/runs?workflow=" + workflow, "items", "\"succeeded\"");
    assertThat(((Json.Arr) runs.at("items")).items()).hasSize(1);
    return client.get("/api/v1/runs/" + runs.text("items.0.id") + "/input");
  }

  @Test
  void anIssueStartsTheRunThatWaitsForIt() {
    Reply made = issue(client, "Broken");

    Reply input = inputOf(client, "triage");

    EventSchema.assertSeenFits((Json.Obj) input.at("event"));
    assertThat(input.text("key")).isEqualTo("debts-1");
    assertThat(input.text("title")).isEqualTo("Broken");
    assertThat(input.at("event.data.record")).isEqualTo(made.json());
  }

  @Test
  void aCommentStartsARunThatKnowsWhoWroteIt() {
    issue(client, "Broken");
    Reply made =
        call(client, "comment.create", "{\"issue\": \"debts-1\", \"body\": \"It is the fuse\"}");

    Reply input = inputOf(client, "talk");

    assertThat(input.text("body")).isEqualTo("It is the fuse");
    assertThat(input.text("author")).isEqualTo(made.text("author")).startsWith("key_");
  }

  @Test
  void whatIsRefusedStartsNothing() {
    Reply refused =
        client.post(
            "/api/v1/call/tracker.issue.create", "{\"project\": \"debts\", \"title\": \" \"}");
    issue(client, "Broken");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(inputOf(client, "triage").text("title")).isEqualTo("Broken");
  }

  @Test
  void anotherTenantIsToldNothing() {
    Client other = server.newTenant();
    other.apply(DESK + "\n" + WORKFLOWS);
    call(other, "project.create", "{\"key\": \"debts\", \"name\": \"Debts\"}");

    issue(client, "Ours");
    issue(other, "Theirs");

    assertThat(inputOf(client, "triage").text("title")).isEqualTo("Ours");
    assertThat(inputOf(other, "triage").text("title")).isEqualTo("Theirs");
  }
}
