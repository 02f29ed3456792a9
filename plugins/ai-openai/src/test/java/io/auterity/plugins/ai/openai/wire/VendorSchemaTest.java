package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.net.URI;
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
    String model = "text-embedding-3-small";

    for (EmbeddingRequest request :
        List.of(
            new EmbeddingRequest(model, List.of("one", "two"), 256),
            new EmbeddingRequest(
                model, List.of(), null, List.of(List.of(1, 2), List.of(100_257))))) {
      byte[] body = new EmbeddingCodec(Recorded.OPENAI).encode(request).body();

      assertThat(schema.errors("CreateEmbeddingRequest", body)).isEmpty();
    }
  }

  @Test
  void whatIsDecodedAsVectorsAndModelsIsValidToo() {
    assertThat(schema.errors("CreateEmbeddingResponse", EmbeddingCodecTest.VECTORS)).isEmpty();
    assertThat(schema.errors("ListModelsResponse", ModelsCodecTest.MODELS)).isEmpty();
  }

  private static OpenAiEndpoint together() {
    return new OpenAiEndpoint(
        URI.create("https://api.together.ai/v1/"), "max_tokens", VendorTraitsTest.of("together"));
  }

  @Test
  void togetherIsAskedForPicturesAndSoundInItsOwnWords() throws IOException {
    VendorSchema together = new VendorSchema("specs/together.yaml");
    ImageStyle style = new ImageStyle(2, "1024x768", "high", "opaque", "webp", false);
    ImageRequest picture = new ImageRequest("flux", "A cat.", style, null);
    SpeechRequest pcm = new SpeechRequest("m", "Hi.", "tara", "Softly.", "pcm", 1.5, null);

    byte[] drawn = new ImageCodec(together()).encode(picture).body();
    byte[] said = new SpeechCodec(together()).encode(pcm).body();
    String heard =
        new String(
            new TranscriptionCodec(together())
                .encode(
                    new TranscriptionRequest(
                        "w",
                        Content.of("audio/wav", "a.wav", new byte[1]),
                        null,
                        null,
                        null,
                        true,
                        null,
                        null))
                .body(),
            UTF_8);

    assertThat(together.postErrors("/images/generations", drawn)).isEmpty();
    assertThat(new String(drawn, UTF_8))
        .isEqualTo(
            "{\"model\":\"flux\",\"prompt\":\"A cat.\",\"n\":2,\"response_format\":\"base64\","
                + "\"width\":1024,\"height\":768}");
    assertThat(together.errors("AudioSpeechRequest", said)).isEmpty();
    assertThat(new String(said, UTF_8))
        .isEqualTo(
            "{\"model\":\"m\",\"input\":\"Hi.\",\"voice\":\"tara\",\"response_format\":\"raw\","
                + "\"response_encoding\":\"pcm_s16le\",\"sample_rate\":24000}");
    assertThat(heard)
        .contains("name=\"language\"\r\n\r\nauto")
        .contains("name=\"timestamp_granularities\"\r\n\r\nsegment");
    assertThat(MediaFit.lost(picture, together().traits()))
        .containsExactly("style.quality", "style.background", "style.format");
    assertThat(MediaFit.lost(pcm, together().traits())).containsExactly("instructions", "speed");
    ImageStyle any = new ImageStyle(1, "auto", "auto", "auto", "png", null);
    assertThat(MediaFit.lost(new ImageRequest("flux", "A cat.", any, null), together().traits()))
        .isEmpty();
  }

  @Test
  void togetherIsNotAskedForSoundsThatItDoesNotMake() {
    for (String format : List.of("opus", "aac", "flac")) {
      SpeechRequest speech = new SpeechRequest("m", "Hi.", "tara", null, format, null, null);

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> new SpeechCodec(together()).encode(speech))
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNSUPPORTED))
          .withMessageContaining(format);
    }
  }

  @Test
  void whatTogetherIsSentIsValidByItsOwnDescription() throws IOException {
    VendorSchema together = new VendorSchema("specs/together.yaml");
    OpenAiEndpoint endpoint = together();

    for (ChatRequest request : List.of(REQUESTS.getFirst(), calling())) {
      byte[] body = new ChatStreamCodec(endpoint).encode(request).body();
      assertThat(together.errors("ChatCompletionRequest", body)).isEmpty();
      assertThat(together.unknown("ChatCompletionRequest", body)).isEmpty();
    }
    byte[] vectors =
        new EmbeddingCodec(endpoint).encode(new EmbeddingRequest("m", List.of("a"), null)).body();
    assertThat(together.errors("EmbeddingsRequest", vectors)).isEmpty();
    assertThat(together.unknown("EmbeddingsRequest", vectors)).isEmpty();
    byte[] ranking =
        new RerankCodec(endpoint).encode(new RerankRequest("m", "q", List.of("a", "b"), 1)).body();
    assertThat(together.errors("RerankRequest", ranking)).isEmpty();
  }

  /** All settings; the description has no place for a choice of one tool by name. */
  private static ChatRequest calling() {
    ChatRequest all = Requests.settings();
    return ChatRequest.builder(all.model(), all.messages())
        .tools(all.tools())
        .toolChoice("auto")
        .maxOutputTokens(all.maxOutputTokens())
        .temperature(all.temperature())
        .topP(all.topP())
        .stop(all.stop())
        .answerSchema(all.answerSchema())
        .extra(all.extra())
        .thinking(Thinking.effort("low"))
        .parallelTools(true)
        .user("u-1")
        .build();
  }

  @Test
  void theDescriptionFindsMistakes() {
    byte[] wrong = "{\"model\":\"gpt-4o\",\"messages\":\"hi\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(schema.errors("CreateChatCompletionRequest", wrong)).isNotEmpty();
  }
}
