package io.auterity.plugins.ai.google.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that the codecs send is valid by a description of the vendor's API. */
class GoogleSchemaTest {

  private static final List<ChatRequest> REQUESTS =
      List.of(Chats.text("Hello"), Chats.settings(), Chats.conversation());

  private final VendorSchema schema = new VendorSchema("specs/gemini-native.openapi.json");

  GoogleSchemaTest() throws IOException {}

  @Test
  void chatRequestsAreValid() {
    for (ChatRequest request : REQUESTS) {
      assertThat(
              schema.errors(
                  "GenerateContentRequest",
                  new GenerateContentCodec(RecordedGoogle.GEMINI).encode(request).body()))
          .isEmpty();
    }
  }

  @Test
  void requestsToCountHoldOneThatIsValid() {
    for (ChatRequest request : REQUESTS) {
      Json.Obj body =
          (Json.Obj)
              JsonUtf8.read(new GeminiCountCodec(RecordedGoogle.GEMINI).encode(request).body());
      Json.Obj whole = ReplyFields.object(body, "generateContentRequest");

      assertThat(whole.text("model")).isEqualTo("models/gemini-2.5-flash");
      assertThat(body.fields()).hasSize(1);
    }
  }

  @Test
  void embeddingRequestsAreValid() {
    byte[] body =
        new GeminiEmbeddingCodec(RecordedGoogle.GEMINI)
            .encode(new EmbeddingRequest("m", List.of("a", "b"), 256))
            .body();
    Json.Obj whole = (Json.Obj) JsonUtf8.read(body);

    assertThat(ReplyFields.objects(whole, "requests")).hasSize(2);
    for (Json.Obj request : ReplyFields.objects(whole, "requests")) {
      assertThat(request.text("model")).isEqualTo("models/m");
      assertThat(schema.errors("Content", JsonUtf8.write(ReplyFields.object(request, "content"))))
          .isEmpty();
    }
  }

  @Test
  void whatIsDecodedAsModelsIsValidToo() {
    byte[] models = RecordedGoogle.models(URI.create("https://x/v1beta/models?pageSize=2"));

    assertThat(schema.errors("ListModelsResponse", models)).isEmpty();
  }

  @Test
  void theDescriptionFindsMistakes() {
    byte[] wrong = JsonUtf8.write(RecordedGoogle.object("{'contents':[],'seed':7}"));

    assertThat(schema.errors("GenerateContentRequest", wrong)).isNotEmpty();
  }
}
