package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are JSON, that are not, and that readers quarrel about, as bodies at both ports. */
@Tag("postgresql")
class JsonCorpusTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final Client CONSOLE = server.newTenant();
  private static final Client GATEWAY =
      new Client(server.gateway().toString()).bearer(CONSOLE.key());

  private static List<Path> corpus() {
    return Repository.sharedFiles("corpora/json-test-suite/test_parsing");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isRefusedInWordsOfItsOwnWhereItIsNoRequest(Path file) throws IOException {
    byte[] body = Files.readAllBytes(file);

    for (Reply reply :
        List.of(
            post(CONSOLE, "/api/v1/keys", body),
            post(CONSOLE, "/api/v1/apply", body),
            post(CONSOLE, "/api/v1/call/text.pii.mask", body),
            post(GATEWAY, "/v1/chat/completions", body),
            post(GATEWAY, "/v1/completions", body),
            post(GATEWAY, "/v1/responses", body),
            post(GATEWAY, "/v1/embeddings", body))) {
      assertThat(reply.status()).as(reply.toString()).isIn(400, 413);
      assertThat(reply.body())
          .doesNotContain("java", "jackson", "Exception", "VALUE_", "JsonToken", "io.auterity");
    }
  }

  private static Reply post(Client client, String path, byte[] body) {
    return client
        .with("Content-Type", "application/json")
        .send("POST", path, BodyPublishers.ofByteArray(body));
  }
}
