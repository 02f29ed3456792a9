package io.auterity.plugins.ai.cohere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that the codecs send is valid by the vendor's description. */
class CohereSchemaTest {

  @Test
  void chatRequestsAreValid() {
    for (ChatRequest request :
        List.of(
            CohereRequests.text("Hello"),
            CohereRequests.settings(),
            CohereRequests.conversation())) {
      byte[] plain = new CohereChatCodec(RecordedCohere.ENDPOINT, "m").encode(request).body();
      byte[] streaming = new CohereStreamCodec(RecordedCohere.ENDPOINT, "m").encode(request).body();

      assertThat(RecordedCohere.schema().postErrors("/v2/chat", plain)).isEmpty();
      assertThat(RecordedCohere.schema().postErrors("/v2/chat", streaming)).isEmpty();
    }
  }

  @Test
  void requestsForVectorsAndRankingsAreValid() {
    byte[] texts =
        new CohereEmbedCodec(RecordedCohere.ENDPOINT, "embed-v4.0")
            .encode(new EmbeddingRequest("embed-v4.0", List.of("a", "b"), 256))
            .body();
    byte[] documents =
        new CohereRerankCodec(RecordedCohere.ENDPOINT, "rerank-v3.5")
            .encode(new RerankRequest(null, "a", List.of("b", "c"), 1))
            .body();

    assertThat(RecordedCohere.schema().postErrors("/v2/embed", texts)).isEmpty();
    assertThat(RecordedCohere.schema().postErrors("/v2/rerank", documents)).isEmpty();
  }

  @Test
  void whatIsDecodedAsModelsIsValidToo() {
    byte[] models =
        JsonUtf8.write(RecordedCohere.models(URI.create("https://x/v1/models?page_size=2")));

    assertThat(RecordedCohere.schema().errors("ListModelsResponse", models)).isEmpty();
  }

  @Test
  void theDescriptionFindsMistakes() {
    byte[] wrong =
        "{\"model\":\"command-a\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(RecordedCohere.schema().postErrors("/v2/chat", wrong)).isNotEmpty();
  }
}
