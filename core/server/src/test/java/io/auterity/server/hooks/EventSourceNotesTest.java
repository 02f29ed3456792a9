package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who writes a trigger is told what is missing where nothing raises the event that it awaits. */
@Tag("postgresql")
class EventSourceNotesTest {

  private static final String WAITING =
      """
      kind: workflow
      id: triage
      spec:
        triggers: [{id: issue, event: %s}]
        steps: [{id: said, transform: 1}]
      """;
  private static final String CREATED = "io.auterity.tracker.issue.created.v1";
  private static final String DESK = "{kind: provider, id: desk, spec: {connector: %s%s}}";

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            RunningServer.vendorFile("gitea").accept(plugins);
            BundledPlugin.write("tracker", plugins, "jackson-core-");
          });

  private static Json notes(Client client, String yaml, String id) {
    Reply reply = client.post("/api/v1/apply", "application/yaml", yaml);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return ((Json.Arr) reply.at("applied"))
        .items().stream()
            .map(Json.Obj.class::cast)
            .filter(one -> id.equals(one.text("id")))
            .map(one -> Objects.requireNonNull(one.get("notes")))
            .findFirst()
            .orElseThrow();
  }

  private static Json notes(Client client, String type) {
    return notes(client, WAITING.formatted(type), "triage");
  }

  private static Json onlyNote(String text) {
    return Json.array(List.of(Json.of(text)));
  }

  @Test
  void whereNoProviderRaisesItTheNoteNamesThoseThatWould() {
    Client client = server.newTenant();

    assertThat(notes(client, CREATED))
        .isEqualTo(
            onlyNote(
                "trigger 'triage.issue' starts nothing yet: no provider here raises "
                    + CREATED
                    + ": apply a provider of embedded-tracker, or a provider of gitea-issues"
                    + " with a webhook"));
  }

  @Test
  void anEmbeddedServiceOfTheSameFileIsEnough() {
    Client client = server.newTenant();
    String both = DESK.formatted("embedded-tracker", "") + "\n---\n" + WAITING.formatted(CREATED);

    assertThat(notes(client, both, "triage")).isEqualTo(Json.array(List.of()));
  }

  @Test
  void oneThatIsDisabledRaisesNothing() {
    Client client = server.newTenant();
    client.apply(DESK.formatted("embedded-tracker", ", disabled: true"));

    assertThat(notes(client, CREATED).toString()).contains("no provider here raises");
  }

  @Test
  void aServiceOfAnotherTenantIsNone() {
    server.newTenant().apply(DESK.formatted("embedded-tracker", ""));

    assertThat(notes(server.newTenant(), CREATED).toString()).contains("no provider here raises");
  }

  @Test
  void whatTheProductTellsOfItselfNeedsNoProvider() {
    assertThat(notes(server.newTenant(), "io.auterity.run.completed.v1"))
        .isEqualTo(Json.array(List.of()));
  }

  @Test
  void aVendorIsSilentWithoutAWebhook() {
    Client client = server.newTenant();
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/t", BodyPublishers.ofString("of-the-vendor"));
    client.apply(
        DESK.formatted(
            "gitea-issues",
            ", unverified: true, auth: {bearer: {secret: t}}, config: {url: 'http://127.0.0.1:9'}"));

    assertThat(notes(client, "io.auterity.tracker.comment.*"))
        .isEqualTo(
            onlyNote(
                "trigger 'triage.issue' starts nothing yet: io.auterity.tracker.comment.* comes to"
                    + " a webhook of desk, which has none: make one with auterity webhook create"
                    + " desk"));

    Reply made = client.post("/api/v1/webhooks", "{\"provider\": \"desk\"}");

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(notes(client, "io.auterity.tracker.comment.*")).isEqualTo(Json.array(List.of()));
  }

  @Test
  void aTriggerOfNoFileWarnsUntilItsEventCanHappen() {
    Client client = server.newTenant();
    client.apply("{kind: workflow, id: triage, spec: {steps: [{id: said, transform: 1}]}}");

    Reply made =
        client.post(
            "/api/v1/triggers",
            """
            {"name": "on-issue", "workflow": "triage", "on": "event", "type": "%s"}
            """
                .formatted(CREATED));
    client.apply(DESK.formatted("embedded-tracker", ""));

    assertThat(made.text("warning"))
        .startsWith("it starts nothing yet: no provider here raises " + CREATED);
    assertThat(client.get("/api/v1/triggers").at("items.0.warning")).isEqualTo(Json.NULL);
  }
}
