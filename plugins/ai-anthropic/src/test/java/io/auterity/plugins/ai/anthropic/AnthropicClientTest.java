package io.auterity.plugins.ai.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicClientTest {

  private static final String ANSWER =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-x",
       "content":[{"type":"text","text":"money"}],"stop_reason":"end_turn","stop_sequence":null,
       "usage":{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":30,
        "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},
        "output_tokens":5,"output_tokens_details":{"thinking_tokens":2},
        "server_tool_use":{"web_search_requests":1,"web_fetch_requests":0}}}
      """;

  private static final Map<String, Long> BILLED =
      Map.of(
          "input_tokens", 10L,
          "cached_input_tokens", 200L,
          "cache_write_tokens", 10L,
          "cache_write_long_tokens", 20L,
          "output_tokens", 3L,
          "reasoning_tokens", 2L,
          "web_search_requests", 1L);

  @Test
  void metersEachTokenOnce() {
    FakeCall call = call("ai.chat.create", ScriptedReply.of(200, ANSWER));

    ChatResponse answer = ai(call).createChat(hello(), call);

    assertThat(answer.usage().input()).isEqualTo(240);
    assertThat(call.metered()).isEqualTo(BILLED);
  }

  @Test
  void metersAStreamByItsLastUsageAlsoWhenItIsCut() {
    String start =
        "data: {\"type\":\"message_start\",\"message\":%s}\n\n"
            .formatted(ANSWER.replace("\n", "").replace("\"end_turn\"", "null"));
    FakeCall call = call("ai.chat.stream", ScriptedReply.of(200, start));

    try (Events<ChatEvent> events = ai(call).streamChat(hello(), call)) {
      assertThat(events.next()).isInstanceOf(ChatEvent.Started.class);
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
    assertThat(new String(transport.requests().getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"model\":\"claude-configured\"", "\"system\":[{\"type\":\"text\"");
  }

  @Test
  void asksForAnObjectWithTheSchemaAndBillsBothAnswers() {
    ScriptedTransport transport =
        new ScriptedTransport(
            List.of(
                ScriptedReply.of(200, ANSWER),
                ScriptedReply.of(200, ANSWER.replace("money", "{\\\"reply\\\":\\\"Sorry.\\\"}"))));
    FakeCall call = FakeCall.of("ai.object.create", provider(transport));

    assertThat(ai(call).createObject(letter(), call).value())
        .isEqualTo(Json.object(Map.of("reply", Json.of("Sorry."))));
    assertThat(transport.requests())
        .allSatisfy(
            request ->
                assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .contains("\"model\":\"claude-configured\"")
                    .contains("\"output_config\":{\"format\":{\"type\":\"json_schema\""));
    BILLED.forEach((unit, once) -> assertThat(call.metered()).containsEntry(unit, 2 * once));
  }

  private static ObjectRequest letter() {
    Json.Obj text = Json.EMPTY.with("type", Json.of("string"));
    return new ObjectRequest(
        "It broke.",
        "Draft a reply.",
        Json.EMPTY
            .with("type", Json.of("object"))
            .with("properties", Json.EMPTY.with("reply", text))
            .with("required", Json.array(List.of(Json.of("reply")))));
  }

  @Test
  void classifyingNeedsTheNameOfAModel() {
    FakeProvider provider =
        new FakeProvider("anthropic", ManifestFileReader.of(AnthropicPlugin.class))
            .withTransport(new ScriptedTransport(List.of()));
    FakeCall call = FakeCall.of("ai.text.classify", provider);

    Failures.expect(FailureCode.INVALID, () -> ai(call).classifyText(lunch(), call));
  }

  @Test
  void tellsWhatItWouldLose() {
    FakeCall call = call("ai.chat.create", ScriptedReply.of(200, ANSWER));

    assertThat(ai(call).lossy(hello())).isEmpty();
    assertThat(ai(call).lossy(hello().withTemperature(1.5))).containsExactly("temperature");
  }

  @Test
  void anOverloadedVendorIsUnavailable() {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Busy\"}}";
    FakeCall call = call("ai.chat.stream", ScriptedReply.of(529, body));

    Failure failure =
        Failures.expect(FailureCode.UNAVAILABLE, () -> ai(call).streamChat(hello(), call));

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.message()).isEqualTo("the vendor answered 529: Busy");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 429})
  void checkAcceptsAnEndpointThatAnswersWithoutAListOfModels(int status) {
    check(ScriptedReply.of(status, "{}"));
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHENTICATED", "500, UNAVAILABLE", "529, UNAVAILABLE"})
  void checkTellsThatTheEndpointCannotServe(int status, FailureCode code) {
    Failures.expect(code, () -> check(ScriptedReply.of(status, "{}")));
  }

  private static void check(ScriptedReply reply) {
    FakeCall call = call("ai.model.list", reply);
    new AnthropicConnector().check(ai(call), call);
  }

  private static ChatRequest hello() {
    return ChatRequest.builder("claude-x", List.of(Message.text(Role.USER, "Hello"))).build();
  }

  private static TextToClassify lunch() {
    return new TextToClassify("He paid for lunch.", Map.of("money", "Paying.", "sun", "Weather."));
  }

  private static Ai ai(FakeCall call) {
    return new AnthropicConnector().open(call.provider());
  }

  private static FakeCall call(String capability, ScriptedReply reply) {
    return FakeCall.of(capability, provider(new ScriptedTransport(List.of(reply))));
  }

  private static FakeProvider provider(ScriptedTransport transport) {
    return new FakeProvider("anthropic", ManifestFileReader.of(AnthropicPlugin.class))
        .withConfig(Json.object(Map.of("model", Json.of("claude-configured"))))
        .withTransport(transport);
  }
}
