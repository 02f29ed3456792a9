package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The product's own store of knowledge behind the API, as the guide shows it. */
@Tag("postgresql")
class EmbeddedKnowledgeTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins ->
              BundledPlugin.write(
                  "knowledge",
                  plugins,
                  "jackson-core-",
                  "lucene-core-",
                  "commonmark-",
                  "org.eclipse.jgit-",
                  "JavaEWAH-",
                  "commons-codec-",
                  "slf4j-api-"));

  private final Client client = server.newTenant();

  @Test
  void aPageIsWrittenFoundAndChanged() {
    client.apply("{kind: provider, id: wiki, spec: {connector: embedded-knowledge}}");
    Json space = made("space.create", "{\"name\": \"Handbook\"}").get("ref");
    Json page =
        made(
                "page.create",
                "{\"space\": %s, \"title\": \"Letters\", \"body\": \"Answer within ten days.\"}"
                    .formatted(space))
            .get("ref");
    made("page.update", "{\"page\": %s, \"body\": \"Answer within a week.\"}".formatted(page));

    Json.Obj found = made("content.search", "{\"text\": \"week\"}");
    assertThat(found.toString()).contains("Letters", "Answer within a week.", "\"wiki\"");
    assertThat(made("content.search", "{\"text\": \"days\"}").toString()).contains("\"items\":[]");
    Json.Obj revisions = made("revision.list", "{\"page\": %s}".formatted(page));
    assertThat(revisions.toString()).contains("Change Letters", "Write Letters");
  }

  private Json.Obj made(String operation, String input) {
    Reply reply = client.post("/api/v1/call/knowledge." + operation, input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }
}
