package io.auterity.plugins.ai.ollama.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelPull;
import io.auterity.spi.ai.NewModel;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that the codecs send, and the examples they read, is valid by the description. */
class OllamaSchemaTest {

  private static final OllamaEndpoint RUNNING =
      new OllamaEndpoint(
          OllamaExamples.ENDPOINT.url(), OllamaExamples.object("{'num_gpu':1}"), "10m");

  private final VendorSchema schema = new VendorSchema("specs/ollama.yaml");

  OllamaSchemaTest() throws IOException {}

  @Test
  void chatRequestsAreValid() {
    for (ChatRequest request : List.of(OllamaExamples.settings(), OllamaExamples.conversation())) {
      assertThat(schema.errors("ChatRequest", new OllamaChatCodec(RUNNING).encode(request).body()))
          .isEmpty();
      assertThat(
              schema.errors(
                  "ChatRequest", new OllamaChatStreamCodec(RUNNING).encode(request).body()))
          .isEmpty();
    }
  }

  @Test
  void requestsOfModelsAreValid() {
    NewModel model =
        new NewModel(
            "mario",
            "gemma3",
            "You are Mario.",
            OllamaExamples.object("{'temperature':1}"),
            Extra.of("ollama", OllamaExamples.object("{'quantize':'q4_K_M','license':['MIT']}")),
            null);

    assertThat(
            schema.errors(
                "PullRequest",
                new OllamaPullCodec(RUNNING, "x").encode(new ModelPull("x", null)).body()))
        .isEmpty();
    assertThat(
            schema.errors(
                "CreateRequest", new OllamaCreateCodec(RUNNING, "x").encode(model).body()))
        .isEmpty();
    assertThat(
            schema.errors(
                "ShowRequest", new OllamaShowCodec(RUNNING).encode(new ModelGet("x", null)).body()))
        .isEmpty();
    assertThat(
            schema.errors(
                "EmbedRequest",
                new OllamaEmbedCodec(RUNNING)
                    .encode(new EmbeddingRequest("x", List.of("a"), 2))
                    .body()))
        .isEmpty();
  }

  @Test
  void theExamplesAreValidToo() {
    assertThat(errors("ChatResponse", OllamaExamples.ANSWER)).isEmpty();
    assertThat(errors("ChatResponse", OllamaExamples.LIKELY)).isEmpty();
    assertThat(errors("ShowResponse", OllamaExamples.SHOW)).isEmpty();
    OllamaExamples.STREAM
        .lines()
        .forEach(line -> assertThat(errors("ChatStreamEvent", line)).isEmpty());
    OllamaExamples.PULL.lines().forEach(line -> assertThat(errors("StatusEvent", line)).isEmpty());
  }

  @Test
  void theDescriptionFindsMistakes() {
    assertThat(errors("ChatRequest", "{'model':'x','messages':[{'role':'robot'}]}")).isNotEmpty();
  }

  private List<String> errors(String name, String json) {
    return schema.errors(name, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
