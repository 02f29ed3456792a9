package io.auterity.plugins.ai.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.MessagesCodec;
import io.auterity.plugins.ai.anthropic.wire.MessagesStreamCodec;
import io.auterity.plugins.ai.anthropic.wire.PassedMessageStream;
import io.auterity.plugins.ai.anthropic.wire.PassedMessages;
import io.auterity.plugins.ai.anthropic.wire.TokenCountCodec;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.JsonSplice;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is asked at Vertex AI is what is asked of the vendor, at another address. */
class AnthropicVertexTest {

  private static final Json.Obj CONFIG =
      Json.EMPTY
          .with("url", Json.of("https://us-east5-aiplatform.googleapis.com/v1"))
          .with("project", Json.of("p-1"));
  private static final AnthropicEndpoint VERTEX = vertex(CONFIG);
  private static final AnthropicEndpoint VENDOR =
      ConfigForm.read(AnthropicConfig.class, Json.EMPTY).endpoint();
  private static final String MODELS =
      "https://us-east5-aiplatform.googleapis.com/v1/projects/p-1/locations/us-east5/"
          + "publishers/anthropic/models/";
  private static final ChatRequest HELLO =
      ChatRequest.builder("claude-sonnet-4-5@20250929", List.of(Message.text(Role.USER, "Hello")))
          .maxOutputTokens(100)
          .extra(
              Map.of(
                  "anthropic",
                  Json.EMPTY.with("betas", Json.array(List.of(Json.of("context-1m-2025-08-07"))))))
          .build();

  private static AnthropicEndpoint vertex(Json.Obj config) {
    return ConfigForm.read(AnthropicVertexConfig.class, config).endpoint();
  }

  @Test
  void theAddressNamesTheModelAndTheBodyTheVersion() {
    WireRequest asked = new MessagesCodec(VERTEX).encode(HELLO);

    assertThat(asked.uri()).hasToString(MODELS + "claude-sonnet-4-5@20250929:rawPredict");
    assertThat(asked.headers())
        .doesNotContainKey("anthropic-version")
        .containsEntry("anthropic-beta", List.of("context-1m-2025-08-07"));
    assertThat(body(asked)).isEqualTo(atVertex(new MessagesCodec(VENDOR).encode(HELLO)));
  }

  @Test
  void aStreamIsAskedForByAnotherVerb() {
    WireRequest asked = new MessagesStreamCodec(VERTEX).encode(HELLO);

    assertThat(asked.uri()).hasToString(MODELS + "claude-sonnet-4-5@20250929:streamRawPredict");
    assertThat(body(asked)).isEqualTo(atVertex(new MessagesStreamCodec(VENDOR).encode(HELLO)));
    assertThat(body(asked).get("stream")).isEqualTo(Json.of(true));
  }

  @Test
  void whatPassesGoesThereAsItsCallerWroteIt() {
    byte[] text = "{\"model\":\"mine\",\"top_k\":7,\"messages\":[]}".getBytes(UTF_8);
    WireBody written =
        new WireBody(
            "anthropic",
            HELLO.withMessages(List.of()),
            new JsonSplice(
                text,
                List.of(
                    new JsonSplice.Field("model", 1, 9, 15),
                    new JsonSplice.Field("top_k", 16, 24, 25),
                    new JsonSplice.Field("messages", 26, 37, 39))));

    WireRequest whole = new PassedMessages(VERTEX).encode(written);
    WireRequest stream = new PassedMessageStream(VERTEX).encode(written);

    assertThat(whole.uri()).hasToString(MODELS + "claude-sonnet-4-5@20250929:rawPredict");
    assertThat(stream.uri()).hasToString(MODELS + "claude-sonnet-4-5@20250929:streamRawPredict");
    assertThat(body(whole)).isEqualTo(atVertex(new PassedMessages(VENDOR).encode(written)));
    assertThat(body(stream)).isEqualTo(atVertex(new PassedMessageStream(VENDOR).encode(written)));
  }

  @Test
  void tokensAreCountedByAModelOfTheirOwn() {
    WireRequest asked = new TokenCountCodec(VERTEX).encode(HELLO);

    assertThat(asked.uri()).hasToString(MODELS + "count-tokens:rawPredict");
    assertThat(body(asked).text("model")).isEqualTo("claude-sonnet-4-5@20250929");
    assertThat(body(asked).text("anthropic_version")).isEqualTo("vertex-2023-10-16");
  }

  @Test
  void aDatedNameThinksAsTheModelDoes() {
    WireRequest asked =
        new MessagesCodec(VERTEX).encode(HELLO.withThinking(Thinking.effort("low")));

    assertThat(MessagesCodec.lossy(HELLO.withThinking(Thinking.effort("low"))))
        .containsExactly("thinking");
    assertThat(body(asked).get("output_config")).isNull();
  }

  @Test
  void aModelThatIsNoPartOfAnAddressIsRefused() {
    assertThat(Failures.field(() -> new MessagesCodec(VERTEX).encode(HELLO.withModel("../x"))))
        .isEqualTo("model");
  }

  @Test
  void errorsOfTheCloudAreToldByTheirStatus() {
    WireResponse limited =
        new WireResponse(
            429,
            Map.of(),
            "{'error':{'code':429,'message':'Quota exceeded','status':'RESOURCE_EXHAUSTED'}}"
                .replace('\'', '"')
                .getBytes(UTF_8));

    assertThat(new MessagesCodec(VERTEX).failure(limited).code())
        .isEqualTo(FailureCode.RATE_LIMITED);
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertThat(Failures.field(() -> vertex(Json.EMPTY))).isEqualTo("project");
    assertThat(Failures.field(() -> vertex(CONFIG.with("location", Json.of("europe-west1")))))
        .isEqualTo("location");
    assertThat(Failures.field(() -> vertex(CONFIG.with("maxTokens", Json.of(0)))))
        .isEqualTo("maxTokens");
  }

  private static Json.Obj atVertex(WireRequest vendors) {
    Json.Obj body = body(vendors);
    return Json.object(
        body.with("anthropic_version", Json.of("vertex-2023-10-16")).fields().entrySet().stream()
            .filter(field -> !field.getKey().equals("model"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Json.Obj body(WireRequest request) {
    return (Json.Obj) JsonUtf8.read(request.body());
  }
}
