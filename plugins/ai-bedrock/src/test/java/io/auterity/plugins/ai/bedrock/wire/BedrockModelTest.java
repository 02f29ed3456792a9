package io.auterity.plugins.ai.bedrock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the codecs send is valid by AWS's description of the service. */
class BedrockModelTest {

  private static final List<ChatRequest> REQUESTS =
      List.of(
          Chats.text("Hello"),
          Chats.settings(),
          Chats.conversation(),
          Chats.said(
              Chats.NOVA,
              Role.USER,
              new Part.File("a.b/c?", null, "application/json", "e30="),
              new Part.File("a.b/c?", null, "text/x-java", "YQ=="),
              new Part.ToolResult("x".repeat(90) + "/", "y")));

  private final ServiceModel runtime = ServiceModel.of("specs/aws-bedrock-runtime.service-2.json");

  BedrockModelTest() throws IOException {}

  @Test
  void chatRequestsAreValid() {
    for (ChatRequest request : REQUESTS) {
      byte[] plain =
          new ConverseCodec(RecordedBedrock.ENDPOINT, request.model()).encode(request).body();
      byte[] streaming =
          new ConverseStreamCodec(RecordedBedrock.ENDPOINT, request.model()).encode(request).body();

      assertThat(runtime.errors("ConverseRequest", plain)).isEmpty();
      assertThat(runtime.errors("ConverseStreamRequest", streaming)).isEmpty();
    }
  }

  @Test
  void requestsToCountAreValid() {
    for (ChatRequest request : REQUESTS) {
      byte[] body = new ConverseTokensCodec(RecordedBedrock.ENDPOINT).encode(request).body();

      assertThat(runtime.errors("CountTokensRequest", body)).isEmpty();
    }
  }

  @Test
  void whatIsDecodedAsModelsIsValidToo() throws IOException {
    ServiceModel control = ServiceModel.of("specs/aws-bedrock.service-2.json");

    assertThat(control.errors("ListFoundationModelsResponse", bytes(RecordedBedrock.MODELS)))
        .isEmpty();
    assertThat(control.errors("GetFoundationModelResponse", bytes(RecordedBedrock.MODEL)))
        .isEmpty();
  }

  @Test
  void whatWasReallySentIsValid() {
    List<RecordedExchange> sent =
        RecordedBedrock.all().stream()
            .filter(exchange -> exchange.request().uri().getPath().endsWith("/converse"))
            .filter(exchange -> exchange.response().succeeded())
            .filter(exchange -> isJson(exchange.request().body()))
            .toList();

    assertThat(sent).hasSizeGreaterThan(50);
    assertThat(sent)
        .allSatisfy(
            exchange ->
                assertThat(runtime.errors("ConverseRequest", exchange.request().body())).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[{\"role\":\"user\"}]}",
        "{\"messages\":[{\"role\":\"tool\",\"content\":[]}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\",\"image\":{}}]}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"words\":\"a\"}]}]}",
        "{\"messages\":{}}",
        "{\"system\":[{\"text\":\"\"}]}",
        "{\"inferenceConfig\":{\"temperature\":1.5}}",
        "{\"inferenceConfig\":{\"maxTokens\":1.5}}",
        "{\"toolConfig\":{\"tools\":[]}}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"?\"}}}]}]}"
      })
  void theDescriptionFindsMistakes(String wrong) {
    assertThat(runtime.errors("ConverseRequest", bytes(wrong))).isNotEmpty();
  }

  @Test
  void fieldsOfTheVendorAreJoined() {
    ChatRequest request =
        Chats.with(Extra.of("bedrock", Chats.object("{'inferenceConfig':{'topP':0.5}}")));

    byte[] body = new ConverseCodec(RecordedBedrock.ENDPOINT, "m").encode(request).body();

    assertThat(runtime.errors("ConverseRequest", body)).isEmpty();
    assertThat(new String(body, StandardCharsets.UTF_8))
        .contains("\"inferenceConfig\":{\"maxTokens\":7,\"topP\":0.5}");
  }

  /** One recording was shortened by hand. */
  private static boolean isJson(byte[] body) {
    try {
      return JsonUtf8.read(body) instanceof Json.Obj;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
