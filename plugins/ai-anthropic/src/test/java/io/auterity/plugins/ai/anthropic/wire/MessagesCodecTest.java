package io.auterity.plugins.ai.anthropic.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesCodecTest extends CodecContract<ChatRequest, ChatResponse> {

  @Override
  protected Codec<ChatRequest, ChatResponse> codec() {
    return new MessagesCodec(RecordedAnthropic.ENDPOINT);
  }

  @Override
  protected ChatRequest input() {
    return ChatRequests.text("What is the capital of France?");
  }

  @Override
  protected List<WireResponse> recorded() {
    return RecordedAnthropic.answers();
  }

  @Test
  void everyRecordedAnswerHasPartsUsageAndAReason() {
    assertThat(recorded()).hasSizeGreaterThan(90);
    for (WireResponse reply : recorded()) {
      ChatResponse answer = codec().decode(reply);

      assertThat(answer.model()).startsWith("claude-");
      assertThat(answer.reason()).isIn(FinishReason.STOP, FinishReason.TOOL_CALLS);
      assertThat(answer.usage().input()).isPositive();
      assertThat(answer.usage().output()).isPositive();
    }
  }

  /** What a model said goes back in the next turn as the same blocks. */
  @Test
  void everyRecordedAnswerIsWrittenBackAsItCame() {
    for (WireResponse reply : recorded()) {
      List<Json> blocks = ContentBlocks.write(codec().decode(reply).parts(), "answer");

      assertThat(blocks).isEqualTo(content(reply));
    }
  }

  /** Without what says nothing: no citations, the model itself as caller. */
  private static List<Json> content(WireResponse reply) {
    return ReplyFields.objects((Json.Obj) JsonUtf8.read(reply.body()), "content").stream()
        .map(
            block -> {
              Map<String, Json> fields = new LinkedHashMap<>(block.fields());
              fields.values().removeIf(value -> value.toString().equals("{\"type\":\"direct\"}"));
              if (fields.get("citations") instanceof Json.Null) {
                fields.remove("citations");
              }
              return (Json) new Json.Obj(fields);
            })
        .toList();
  }

  @Test
  void readsThoughtsWithTheirSignature() {
    ChatResponse answer = recorded("test_anthropic_model_thinking_part");

    assertThat(answer.parts()).hasSize(2);
    assertThat(answer.parts().getFirst())
        .isInstanceOfSatisfying(
            Part.Reasoning.class,
            thought -> {
              assertThat(thought.text()).isNotBlank();
              assertThat(thought.signature()).startsWith("E");
              assertThat(thought.dialect()).isEqualTo("anthropic");
            });
  }

  @Test
  void carriesSealedThoughtsOpaque() {
    assertThat(recorded("test_anthropic_model_thinking_part_redacted").parts().getFirst())
        .isInstanceOfSatisfying(
            Part.Opaque.class,
            piece -> assertThat(piece.value().toString()).contains("redacted_thinking", "EvgF"));
  }

  @Test
  void readsCallsOfTools() {
    ChatResponse answer = recorded("test_multiple_parallel_tool_calls");

    assertThat(answer.reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.parts())
        .filteredOn(Part.ToolCall.class::isInstance)
        .hasSize(4)
        .contains(
            new Part.ToolCall(
                "toolu_0167cfEnoQaPviGdVXA95zcu", "retrieve_entity_info", "{\"name\":\"Alice\"}"));
  }

  @Test
  void addsWhatTheVendorCountsBesideTheInput() {
    ChatResponse answer =
        decode(
            """
            {"id":"m","model":"c","content":[],"stop_reason":"max_tokens","usage":
             {"input_tokens":7,"cache_read_input_tokens":100,"cache_creation_input_tokens":50,
              "cache_creation":{"ephemeral_1h_input_tokens":40,"ephemeral_5m_input_tokens":10},
              "output_tokens":9,"service_tier":"standard"}}
            """);

    assertThat(answer.usage()).isEqualTo(new TokenUsage(157, 9, 100, 0, 50, 40, null));
    assertThat(answer.extra()).asString().contains("service_tier").doesNotContain("input_tokens=");
  }

  @Test
  void metersWhatChangesThePrice() {
    String body =
        """
        {"id":"m","type":"message","role":"assistant","model":"c","content":[],
         "stop_reason":"end_turn","container":{"id":"container_1","expires_at":"x"},"usage":
         {"input_tokens":7,"output_tokens":9,"service_tier":"standard","speed":"fast",
          "inference_geo":"us","server_tool_use":{"web_search_requests":2,"web_fetch_requests":1}}}
        """;
    Map<String, Long> billed =
        Map.of(
            "input_tokens", 7L,
            "output_tokens", 9L,
            "web_search_requests", 2L,
            "code_sessions", 1L,
            "service_tier:fast+us", 1L);

    assertThat(decode(body).usage().quantities()).isEqualTo(billed);
    assertThat(Objects.requireNonNull(MessageScan.of(body.getBytes(UTF_8))).usage().quantities())
        .isEqualTo(billed);
  }

  @Test
  void citationsStandAfterTheTextTheySupport() {
    ChatResponse answer =
        decode(
            """
            {"id":"m","model":"c","stop_reason":"end_turn","usage":{},"content":[
             {"type":"text","text":"The grass is green","citations":[
              {"type":"char_location","cited_text":"Green.","document_index":0,
               "document_title":"D","start_char_index":0,"end_char_index":6}]},
             {"type":"text","text":"."}]}
            """);

    assertThat(answer.parts()).hasSize(3);
    assertThat(answer.parts().get(1))
        .isInstanceOfSatisfying(
            Part.Citation.class,
            source -> {
              assertThat(source.text()).isEqualTo("Green.");
              assertThat(source.title()).isEqualTo("D");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP, ",
    "max_tokens, LENGTH, ",
    "tool_use, TOOL_CALLS, ",
    "stop_sequence, STOP_TEXT, END",
    "pause_turn, PAUSED, ",
    "refusal, CONTENT_REFUSED, ",
    "model_context_window_exceeded, CONTEXT_FULL, ",
    "compaction, OTHER, compaction",
  })
  void tellsWhyTheModelStopped(String told, FinishReason reason, @Nullable String detail) {
    ChatResponse answer =
        decode("{\"content\":[],\"stop_reason\":\"%s\",\"stop_sequence\":\"END\"}".formatted(told));

    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.detail()).isEqualTo(detail);
  }

  @Test
  void anErrorThatClaimsSuccessIsAFailure() {
    Failures.expect(
        FailureCode.UNAVAILABLE,
        () -> decode("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"content\":null}"})
  void aSuccessThatCannotBeReadMayBeBilled(String reply) {
    Failure failure = Failures.expect(FailureCode.UNAVAILABLE, () -> decode(reply));

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
  }

  private ChatResponse recorded(String session) {
    return codec().decode(RecordedAnthropic.session(session).getFirst().response());
  }

  private ChatResponse decode(String json) {
    return codec().decode(new WireResponse(200, Map.of(), json.getBytes(StandardCharsets.UTF_8)));
  }
}
