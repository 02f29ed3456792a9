package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that the codecs send is valid by the vendor's description. */
class AnthropicSchemaTest {

  private static final List<ChatRequest> REQUESTS =
      List.of(ChatRequests.text("Hello"), ChatRequests.settings(), ChatRequests.conversation());

  private final VendorSchema schema = new VendorSchema("specs/anthropic.yaml.gz");

  AnthropicSchemaTest() throws IOException {}

  @Test
  void chatRequestsAreValid() {
    for (ChatRequest request : REQUESTS) {
      byte[] plain = new MessagesCodec(RecordedAnthropic.ENDPOINT).encode(request).body();
      byte[] streaming = new MessagesStreamCodec(RecordedAnthropic.ENDPOINT).encode(request).body();

      assertThat(schema.errors("CreateMessageParams", plain)).isEmpty();
      assertThat(schema.errors("CreateMessageParams", streaming)).isEmpty();
    }
  }

  @Test
  void requestsToCountAreValid() {
    for (ChatRequest request : REQUESTS) {
      byte[] body = new TokenCountCodec(RecordedAnthropic.ENDPOINT).encode(request).body();

      assertThat(schema.errors("CountMessageTokensParams", body)).isEmpty();
    }
  }

  @Test
  void whatIsDecodedAsModelsIsValidToo() {
    byte[] models = RecordedAnthropic.models(URI.create("https://x/v1/models?limit=2"));

    assertThat(schema.errors("ListResponse_ModelInfo_", models)).isEmpty();
  }

  @Test
  void theDescriptionFindsMistakes() {
    byte[] wrong =
        "{\"model\":\"claude-x\",\"max_tokens\":1,\"messages\":[],\"seed\":7}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(schema.errors("CreateMessageParams", wrong)).isNotEmpty();
  }
}
