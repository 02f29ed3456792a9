package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The product's own git host behind the API, as the guide shows it. */
@Tag("postgresql")
class EmbeddedGitTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins ->
              BundledPlugin.write(
                  "git",
                  plugins,
                  "jackson-core-",
                  "org.eclipse.jgit-",
                  "JavaEWAH-",
                  "commons-codec-",
                  "slf4j-api-"));

  private final Client client = server.newTenant();

  @Test
  void aChangeGoesFromRepositoryToMerge() {
    client.apply("{kind: provider, id: code, spec: {connector: embedded-git}}");
    Json repository =
        made("repository.create", "{\"name\": \"letters\", \"init\": true}").get("ref");
    String in = "\"repository\": " + repository;

    made("branch.create", "{%s, \"name\": \"topic\", \"from\": \"main\"}".formatted(in));
    made(
        "commit.create",
        """
        {%s, "branch": "topic", "message": "Add a letter",
         "changes": [{"action": "create", "path": "letters/1.txt", "text": "Dear Sir"}]}\
        """
            .formatted(in));
    Json pull =
        made(
                "pull_request.create",
                "{%s, \"title\": \"A letter\", \"source\": \"topic\", \"target\": \"main\"}"
                    .formatted(in))
            .get("ref");
    made("pull_request.merge", "{\"pull\": %s, \"method\": \"squash\"}".formatted(pull));

    Json.Obj file = made("content.get", "{%s, \"path\": \"letters/1.txt\"}".formatted(in));
    assertThat(file.text("text")).isEqualTo("Dear Sir");
    Json.Obj page = made("commit.list", "{%s}".formatted(in));
    assertThat(page.toString()).contains("A letter (#1)", "Begin");
  }

  @Test
  void whatItDoesNotOfferIsRefusedByName() {
    client.apply("{kind: provider, id: code, spec: {connector: embedded-git}}");
    Json repository = made("repository.create", "{\"name\": \"hooks\"}").get("ref");

    Reply refused = call("webhook.list", "{\"repository\": %s}".formatted(repository));

    assertThat(refused.status()).isGreaterThanOrEqualTo(400);
    assertThat(refused.body()).contains("webhook.list");
  }

  private Json.Obj made(String operation, String input) {
    Reply reply = call(operation, input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private Reply call(String operation, String input) {
    return client.post("/api/v1/call/git." + operation, input);
  }
}
