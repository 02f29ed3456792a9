package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that the codecs send is valid by the vendor's description. */
class VendorSchemaTest {

  private static final List<ChatRequest> REQUESTS =
      List.of(Requests.text("gpt-4o", "Hello"), Requests.settings(), Requests.conversation());

  private final VendorSchema schema = new VendorSchema("specs/openai.yaml.gz");

  VendorSchemaTest() throws IOException {}

  @Test
  void chatRequestsAreValid() {
    for (ChatRequest request : REQUESTS) {
      byte[] plain = new ChatCodec(Recorded.OPENAI).encode(request).body();
      byte[] streaming = new ChatStreamCodec(Recorded.OPENAI).encode(request).body();

      assertThat(schema.errors("CreateChatCompletionRequest", plain)).isEmpty();
      assertThat(schema.errors("CreateChatCompletionRequest", streaming)).isEmpty();
    }
  }

  @Test
  void embeddingRequestsAreValid() {
    EmbeddingRequest request =
        new EmbeddingRequest("text-embedding-3-small", List.of("one", "two"), 256);

    byte[] body = new EmbeddingCodec(Recorded.OPENAI).encode(request).body();

    assertThat(schema.errors("CreateEmbeddingRequest", body)).isEmpty();
  }

  @Test
  void whatIsDecodedAsVectorsAndModelsIsValidToo() {
    assertThat(schema.errors("CreateEmbeddingResponse", EmbeddingCodecTest.VECTORS)).isEmpty();
    assertThat(schema.errors("ListModelsResponse", ModelsCodecTest.MODELS)).isEmpty();
  }

  @Test
  void theDescriptionFindsMistakes() {
    byte[] wrong = "{\"model\":\"gpt-4o\",\"messages\":\"hi\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(schema.errors("CreateChatCompletionRequest", wrong)).isNotEmpty();
  }
}
