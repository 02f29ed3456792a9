package io.auterity.plugins.ai.openai.wire;

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
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.RecordedExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCodecTest extends CodecContract<ChatRequest, ChatResponse> {

  @Override
  protected Codec<ChatRequest, ChatResponse> codec() {
    return new ChatCodec(Recorded.OPENAI);
  }

  @Override
  protected ChatRequest input() {
    return Requests.text("gpt-4o", "What is the capital of France?");
  }

  @Override
  protected List<WireResponse> recorded() {
    return Recorded.answers().stream().map(RecordedExchange::response).toList();
  }

  @Test
  void everyRecordedAnswerHasPartsAndUsage() {
    for (WireResponse reply : recorded()) {
      ChatResponse answer = codec().decode(reply);

      assertThat(answer.parts()).isNotEmpty();
      assertThat(answer.model()).isNotEmpty();
      assertThat(answer.reason()).isNotEqualTo(FinishReason.OTHER);
      assertThat(answer.usage().input()).isPositive();
      assertThat(answer.usage().output()).isPositive();
    }
  }

  @Test
  void readsAnAnswerOfText() {
    ChatResponse answer = recorded("test_openai/test_openai_moderation");

    assertThat(answer.parts()).containsExactly(new Part.Text("Paris."));
    assertThat(answer.model()).isEqualTo("gpt-5-2025-08-07");
    assertThat(answer.reason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.extra()).containsOnlyKeys("openai");
    assertThat(answer.extra()).asString().contains("\"moderation\":", "\"created\":");
  }

  @Test
  void tellsHowLikelyTheTokensWere() {
    String reply =
        """
        {"id":"c","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,
         "message":{"role":"assistant","content":"Par","refusal":null},"finish_reason":"stop",
         "logprobs":{"refusal":null,"content":[{"token":"Par","logprob":-0.25,"bytes":[80,97,114],
           "top_logprobs":[{"token":"Par","logprob":-0.25,"bytes":[80,97,114]},
                           {"token":"Lon","logprob":-3,"bytes":null}]}]}}]}
        """;

    assertThat(codec().decode(new WireResponse(200, Map.of(), reply.getBytes(UTF_8))).parts())
        .containsExactly(
            new Part.Text("Par"),
            new Part.Logprobs(
                List.of(
                    new TokenLogprob(
                        "Par",
                        -0.25,
                        List.of(80, 97, 114),
                        List.of(
                            new TokenLogprob.Candidate("Par", -0.25, List.of(80, 97, 114)),
                            new TokenLogprob.Candidate("Lon", -3, null))))));
  }

  @Test
  void readsThoughtsBeforeTheText() {
    ChatResponse answer = recorded("test_openai/test_openai_model_cerebras_provider_harmony");

    assertThat(answer.parts()).hasSize(2);
    assertThat(answer.parts().getFirst()).isInstanceOf(Part.Reasoning.class);
  }

  @Test
  void givesAToolCallAnIdWhereTheVendorGivesNone() {
    ChatResponse answer = recorded("test_openai/test_compatible_api_with_tool_calls_without_id");

    assertThat(answer.parts())
        .containsExactly(new Part.ToolCall("call_0", "get_current_time", "{}"));
    assertThat(answer.reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void countsWhatIsInTheTotalOnlyAsOutput() {
    ChatResponse answer = recorded("test_openai/test_compatible_api_with_tool_calls_without_id");

    assertThat(answer.usage()).isEqualTo(new TokenUsage(35, 74, 0, 0));
  }

  @Test
  void tellsSoundApartAndTheClassThatServed() {
    String body =
        "{'id':'c','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,"
            + "'message':{'role':'assistant','content':'x','refusal':null},'logprobs':null,"
            + "'finish_reason':'stop'}],'usage':{'prompt_tokens':20,'completion_tokens':9,"
            + "'total_tokens':29,'prompt_tokens_details':{'cached_tokens':4,'audio_tokens':6},"
            + "'completion_tokens_details':{'reasoning_tokens':0,'audio_tokens':5}},"
            + "'service_tier':'priority'}";
    Map<String, Long> billed =
        Map.of(
            "input_tokens", 10L,
            "cached_input_tokens", 4L,
            "audio_input_tokens", 6L,
            "output_tokens", 4L,
            "audio_output_tokens", 5L,
            "service_tier:priority", 1L);

    assertThat(decode(body).usage().quantities()).isEqualTo(billed);
    assertThat(
            Objects.requireNonNull(AnswerScan.of(body.replace('\'', '"').getBytes(UTF_8)))
                .usage()
                .quantities())
        .isEqualTo(billed);
  }

  @ParameterizedTest
  @CsvSource({"5, 5, 11", "40, 16, 0"})
  void tellsWhatWasWrittenToTheCacheApart(long told, long written, long rest) {
    String body =
        "{'id':'c','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,"
            + "'message':{'role':'assistant','content':'x','refusal':null},'logprobs':null,"
            + "'finish_reason':'stop'}],'usage':{'prompt_tokens':20,'completion_tokens':9,"
            + "'total_tokens':29,'prompt_tokens_details':{'cached_tokens':4,"
            + "'cache_write_tokens':%d},'completion_tokens_details':{'reasoning_tokens':0}}}"
                .formatted(told);
    TokenUsage usage = new TokenUsage(20, 9, 4, 0, written, 0, null);

    assertThat(decode(body).usage()).isEqualTo(usage);
    assertThat(usage.quantities().getOrDefault("input_tokens", 0L)).isEqualTo(rest);
    assertThat(
            Objects.requireNonNull(AnswerScan.of(body.replace('\'', '"').getBytes(UTF_8))).usage())
        .isEqualTo(usage);
  }

  @Test
  void aRefusalIsContentRefused() {
    ChatResponse answer =
        decode("{'choices':[{'message':{'content':null,'refusal':'No.'},'finish_reason':'stop'}]}");

    assertThat(answer.reason()).isEqualTo(FinishReason.CONTENT_REFUSED);
    assertThat(answer.parts())
        .containsExactly(
            new Part.Opaque(
                "openai",
                Json.object(Map.of("type", Json.of("refusal"), "refusal", Json.of("No.")))));
  }

  @Test
  void anEmptyRefusalIsNone() {
    ChatResponse answer =
        decode("{'choices':[{'message':{'content':'x','refusal':''},'finish_reason':'stop'}]}");

    assertThat(answer.reason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.parts()).containsExactly(new Part.Text("x"));
  }

  @Test
  void keepsWhatTheAnswerCites() {
    ChatResponse answer =
        decode(
            "{'choices':[{'message':{'content':'x','annotations':[{'type':'url_citation',"
                + "'url_citation':{'url':'https://example.org','title':'E'}}]}}]}");

    assertThat(answer.parts())
        .containsExactly(new Part.Text("x"), new Part.Citation("", "https://example.org", "E"));
  }

  @Test
  void anErrorThatClaimsSuccessIsAFailure() {
    Failures.expect(
        FailureCode.RATE_LIMITED, () -> decode("{'error':{'code':429,'message':'slow down'}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{'choices':[]}"})
  void aSuccessThatCannotBeReadMayBeBilled(String reply) {
    Failure failure = Failures.expect(FailureCode.UNAVAILABLE, () -> decode(reply));

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
  }

  private ChatResponse recorded(String session) {
    return codec().decode(Recorded.session(session).getFirst().response());
  }

  private ChatResponse decode(String json) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return codec().decode(new WireResponse(200, Map.of(), body));
  }
}
