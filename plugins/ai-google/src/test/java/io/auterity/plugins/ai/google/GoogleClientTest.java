package io.auterity.plugins.ai.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleClientTest {

  private static final String USAGE =
      """
      "usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":60,
        "candidatesTokenCount":5,"thoughtsTokenCount":7,"toolUsePromptTokenCount":11}
      """;
  private static final String ANSWER =
      """
      {"responseId":"r","modelVersion":"gemini-x","candidates":[{"content":{"parts":
        [{"text":"money"}]},"finishReason":"STOP"}],%s}
      """
          .formatted(USAGE);
  private static final String REFUSED =
      "{\"candidates\":[{\"finishReason\":\"SAFETY\"}],%s}".formatted(USAGE);

  private static final Map<String, Long> BILLED =
      Map.of(
          "input_tokens", 51L,
          "cached_input_tokens", 60L,
          "output_tokens", 5L,
          "reasoning_tokens", 7L);

  @Test
  void metersEachTokenOnce() {
    FakeCall call = call("ai.chat.create", ScriptedReply.of(200, ANSWER));

    assertThat(ai(call).createChat(hello(), call).usage().input()).isEqualTo(111);
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void aRefusedAnswerFailsAndIsMeteredAllTheSame() {
    FakeCall call = call("ai.chat.create", ScriptedReply.of(200, REFUSED));

    Failures.expect(FailureCode.CONTENT_REFUSED, () -> ai(call).createChat(hello(), call));
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void metersAStreamByItsLastUsageAlsoWhenItIsCut() {
    String first = ANSWER.replace("\n", "").replace(",\"finishReason\":\"STOP\"", "");
    FakeCall call = call("ai.chat.stream", ScriptedReply.of(200, "data: " + first + "\r\n\r\n"));

    try (Events<ChatEvent> events = ai(call).streamChat(hello(), call)) {
      assertThat(events.next()).isInstanceOf(ChatEvent.Started.class);
      assertThat(events.next()).isInstanceOf(ChatEvent.PartDelta.class);
      assertThat(events.next()).isInstanceOf(ChatEvent.Used.class);
      assertThat(events.next()).isInstanceOf(ChatEvent.Failed.class);
      assertThat(events.next()).isNull();
    }
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void classifiesByOneChatWithTheConfiguredModel() {
    ScriptedTransport transport = new ScriptedTransport(List.of(ScriptedReply.of(200, ANSWER)));
    FakeCall call = FakeCall.of("ai.text.classify", provider(transport));

    assertThat(ai(call).classifyText(lunch(), call).label()).isEqualTo("money");
    assertThat(transport.requests().getFirst().uri().getPath())
        .endsWith("/models/gemini-configured:generateContent");
  }

  @Test
  void moreTextsThanOneRequestHoldsGoInSeveral() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(ScriptedReply.of(200, vectors(100)), ScriptedReply.of(200, vectors(50))));
    FakeCall call = FakeCall.of("ai.embedding.create", provider(transport));

    Embeddings made =
        ai(call)
            .createEmbedding(
                new EmbeddingRequest("embed-x", Collections.nCopies(150, "a"), null), call);

    assertThat(made.vectors()).hasSize(150);
    assertThat(made.model()).isEqualTo("embed-x");
    assertThat(transport.requests()).hasSize(2);
  }

  private static String vectors(int count) {
    String[] all = new String[count];
    Arrays.fill(all, "{\"values\":[1]}");
    return "{\"embeddings\":[" + String.join(",", all) + "]}";
  }

  @Test
  void metersWhatAPictureTook() {
    String drawn =
        ANSWER.replace(
            "{\"text\":\"money\"}",
            "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBORw==\"}}");
    FakeCall call = call("ai.image.create", ScriptedReply.of(200, drawn));
    Map<String, Long> billed = new HashMap<>(BILLED);
    billed.put(MediaUnit.IMAGES, 1L);

    ai(call).createImage(cat("gemini-x-image"), call);

    assertThat(call.metered()).isEqualTo(billed);
  }

  @Test
  void aPictureThatIsRefusedIsMeteredAllTheSame() {
    FakeCall call = call("ai.image.create", ScriptedReply.of(200, REFUSED));

    Failures.expect(
        FailureCode.CONTENT_REFUSED, () -> ai(call).createImage(cat("gemini-x-image"), call));
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void metersPicturesOfImagen() {
    FakeCall call =
        call(
            "ai.image.create",
            ScriptedReply.of(200, "{\"predictions\":[{\"bytesBase64Encoded\":\"iVBORw==\"}]}"));

    assertThat(ai(call).createImage(cat("imagen-4"), call).model()).isEqualTo("imagen-4");
    assertThat(call.metered()).isEqualTo(Map.of(MediaUnit.IMAGES, 1L));
  }

  private static ImageRequest cat(String model) {
    return new ImageRequest(model, "A cat.", null, null);
  }

  @Test
  void tellsWhatItWouldLose() {
    FakeCall call = call("ai.chat.create", ScriptedReply.of(200, ANSWER));

    assertThat(ai(call).lossy(hello())).isEmpty();
    assertThat(
            ai(call)
                .lossy(
                    hello()
                        .withMessages(
                            List.of(Message.text(Role.USER, "x"), Message.text(Role.SYSTEM, "y")))))
        .containsExactly("messages.system");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 429})
  void checkAcceptsAnEndpointThatAnswersWithoutAListOfModels(int status) {
    check(ScriptedReply.of(status, "{}"));
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHENTICATED", "500, UNAVAILABLE", "503, UNAVAILABLE"})
  void checkTellsThatTheEndpointCannotServe(int status, FailureCode code) {
    Failures.expect(code, () -> check(ScriptedReply.of(status, "{}")));
  }

  @Test
  void checkTellsAWrongKey() {
    String body =
        "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
            + "\"status\":\"INVALID_ARGUMENT\"}}";
    Failure failure =
        Failures.expect(FailureCode.UNAUTHENTICATED, () -> check(ScriptedReply.of(400, body)));

    assertThat(failure.retryable()).isFalse();
  }

  private static void check(ScriptedReply reply) {
    FakeCall call = call("ai.model.list", reply);
    connector().check(ai(call), call);
  }

  private static ChatRequest hello() {
    return ChatRequest.builder("gemini-x", List.of(Message.text(Role.USER, "Hello"))).build();
  }

  private static TextToClassify lunch() {
    return new TextToClassify("He paid for lunch.", Map.of("money", "Paying.", "sun", "Weather."));
  }

  private static GoogleConnector connector() {
    return GoogleConnector.gemini();
  }

  private static Ai ai(FakeCall call) {
    return connector().open(call.provider());
  }

  private static FakeCall call(String capability, ScriptedReply reply) {
    return FakeCall.of(capability, provider(new ScriptedTransport(List.of(reply))));
  }

  private static FakeProvider provider(ScriptedTransport transport) {
    return new FakeProvider("gemini", ManifestFileReader.of(GooglePlugin.class))
        .withConfig(Json.object(Map.of("model", Json.of("gemini-configured"))))
        .withTransport(transport);
  }
}
