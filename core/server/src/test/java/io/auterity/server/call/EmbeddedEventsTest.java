package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.outbox.EventSchema;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Pushes, builds, pages and documents of the embedded services start the runs that wait for them.
 */
@Tag("postgresql")
class EmbeddedEventsTest {

  private static final String SERVICES =
      """
      {kind: provider, id: code, spec: {connector: embedded-git, config: {owner: acme}}}
      ---
      {kind: provider, id: builds, spec: {connector: embedded-ci, config: {git: code}}}
      ---
      {kind: provider, id: base, spec: {connector: embedded-documents}}
      ---
      {kind: provider, id: wiki, spec: {connector: embedded-knowledge}}
      ---
      {kind: workflow, id: greet, spec: {steps: [{id: said, transform: 1}]}}
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            BundledPlugin.write(
                "git",
                plugins,
                "jackson-core-",
                "org.eclipse.jgit-",
                "JavaEWAH-",
                "commons-codec-",
                "slf4j-api-");
            BundledPlugin.write("ci", plugins, "jackson-core-", "snakeyaml-engine-");
            BundledPlugin.write("documents", plugins, "jackson-core-");
            BundledPlugin.write(
                "knowledge",
                plugins,
                "jackson-core-",
                "lucene-core-",
                "commonmark-",
                "org.eclipse.jgit-",
                "JavaEWAH-",
                "commons-codec-",
                "slf4j-api-");
          });

  private static Client waitingFor(String type) {
    Client client = server.newTenant();
    client.apply(
        SERVICES
            + """
              ---
              kind: workflow
              id: waiting
              spec:
                input: {event: {type: object}}
                triggers: [{id: told, event: io.auterity.%s.v1, input: {event: "${event}"}}]
                steps: [{id: said, transform: 1}]
              """
                .formatted(type));
    return client;
  }

  private static Reply call(Client client, String capability, String input) {
    Reply reply = client.post("/api/v1/call/" + capability, input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply;
  }

  /** The event of the only run that one has started. */
  private static Reply event(Client client) {
    Reply runs = client.awaiting("/api/v1/runs?workflow=waiting", "items", "\"succeeded\"");
    List<Json> all = ((Json.Arr) runs.at("items")).items();
    assertThat(all).hasSize(1);
    Reply input = client.get("/api/v1/runs/" + runs.text("items.0.id") + "/input");
    EventSchema.assertSeenFits((Json.Obj) input.at("event"));
    return input;
  }

  private static String commit(Client client, String name) {
    call(client, "git.repository.create", "{\"name\": \"%s\", \"init\": true}".formatted(name));
    return call(
            client,
            "git.commit.create",
            """
            {"repository": "acme/%s", "branch": "main", "message": "Build", "changes": [{"action":
             "create", "path": ".auterity/build.yaml", "text": "{format: 1, workflow: greet}"}]}
            """
                .formatted(name))
        .text("sha");
  }

  @Test
  void aPushStartsARun() {
    Client client = waitingFor("git.push");
    String sha = commit(client, "hello");
    String again = "{\"repository\": \"acme/hello\", \"name\": \"main\", \"from\": \"main\"}";
    assertThat(client.post("/api/v1/call/git.branch.create", again).status()).isEqualTo(409);

    Reply told = event(client);
    assertThat(told.text("event.subject")).isEqualTo("acme/hello");
    assertThat(told.text("event.data.provider")).isEqualTo("code");
    assertThat(told.text("event.data.record.ref")).isEqualTo("refs/heads/main");
    assertThat(told.text("event.data.record.after")).isEqualTo(sha);
    assertThat(told.at("event.data.record.by")).isInstanceOf(Json.Str.class);
  }

  @Test
  void aBuildStartsARun() {
    Client client = waitingFor("ci.build.started");
    commit(client, "hello");

    Reply build = call(client, "ci.pipeline.trigger", "{\"pipeline\": \"acme/hello\"}");

    Reply told = event(client);
    assertThat(told.text("event.subject")).isEqualTo("acme/hello#1");
    assertThat(told.text("event.data.record.sha")).isEqualTo(build.text("sha"));
  }

  @Test
  void aPageStartsARun() {
    Client client = waitingFor("knowledge.page.created");
    call(client, "knowledge.space.create", "{\"name\": \"Handbook\"}");

    call(
        client,
        "knowledge.page.create",
        "{\"space\": \"1\", \"title\": \"Letters\", \"body\": \"Answer.\"}");

    Reply told = event(client);
    assertThat(told.text("event.data.provider")).isEqualTo("wiki");
    assertThat(told.text("event.data.record.title")).isEqualTo("Letters");
  }

  @Test
  void aDocumentStartsARunOfItsTenantAlone() {
    Client client = waitingFor("documents.document.created");
    Client other = waitingFor("documents.document.created");
    String made = "{\"collection\": \"users\", \"id\": \"%s\", \"fields\": {}}";
    call(client, "documents.document.create", made.formatted("ada"));
    call(other, "documents.document.create", made.formatted("bob"));
    assertThat(
            client.post("/api/v1/call/documents.document.create", made.formatted("ada")).status())
        .isEqualTo(409);

    assertThat(event(client).text("event.subject")).isEqualTo("users/ada");
    assertThat(event(other).text("event.subject")).isEqualTo("users/bob");
  }
}
