package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.RecordedExchange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResponsesCodecTest extends CodecContract<ChatRequest, ChatResponse> {

  @Override
  protected Codec<ChatRequest, ChatResponse> codec() {
    return new ResponsesCodec(Recorded.OPENAI);
  }

  @Override
  protected ChatRequest input() {
    return Requests.text("gpt-5", "What is the capital of France?");
  }

  @Override
  protected List<WireResponse> recorded() {
    return Recorded.responses().stream()
        .filter(exchange -> !exchange.streams())
        .map(RecordedExchange::response)
        .toList();
  }

  @Test
  void everyRecordedAnswerHasPartsAndUsage() {
    int untold = 0;
    for (WireResponse reply : recorded()) {
      ChatResponse answer = codec().decode(reply);

      assertThat(answer.parts()).isNotEmpty();
      assertThat(answer.id()).isNotEmpty();
      assertThat(answer.model()).isNotEmpty();
      assertThat(answer.reason()).isNotEqualTo(FinishReason.OTHER);
      assertThat(answer.usage().input() > 0).isEqualTo(answer.usage().output() > 0);
      untold += answer.usage().output() > 0 ? 0 : 1;
    }
    assertThat(untold).as("one of them was told as nothing, and is estimated").isOne();
  }

  @Test
  void searchesOfTheWebAreCountedWhereTheyAreToldAndWhereTheyAreOnlyShown() {
    String answer = "{\"id\":\"r\",\"output\":[{\"type\":\"web_search_call\"}]%s}";

    assertThat(decode(answer.formatted("")).usage().quantities())
        .containsEntry(Surcharge.WEB_SEARCHES, 1L);
    assertThat(
            decode(answer.formatted(",\"tool_usage\":{\"web_search\":{\"num_requests\":3}}"))
                .usage()
                .quantities())
        .containsEntry(Surcharge.WEB_SEARCHES, 3L);
    assertThat(
            decode(answer.formatted(",\"tool_usage\":{\"web_search\":{\"num_requests\":0}}"))
                .usage()
                .quantities())
        .doesNotContainKey(Surcharge.WEB_SEARCHES);
  }

  @Test
  void anAnswerThatExecutedCodeUsedOneSession() {
    String answer = "{\"id\":\"r\",\"output\":[%s]}";
    String call = "{\"type\":\"code_interpreter_call\"}";

    assertThat(decode(answer.formatted(call + "," + call)).usage().quantities())
        .containsEntry(Surcharge.CODE_SESSIONS, 1L);
    assertThat(decode(answer.formatted("")).usage().quantities())
        .doesNotContainKey(Surcharge.CODE_SESSIONS);
    assertThat(
            codec()
                .decode(
                    Recorded.responses("test_openai_responses_thinking_with_code_execution_tool")
                        .getFirst()
                        .response())
                .usage()
                .quantities())
        .containsEntry(Surcharge.CODE_SESSIONS, 1L);
  }

  @Test
  void aTokenWithoutItsLikelihoodIsLeftOut() {
    ChatResponse answer =
        decode(
            """
            {"id":"r","output":[{"type":"message","content":[{"type":"output_text","text":"ab",
              "logprobs":[{"token":"a","logprob":null},{"token":"b","logprob":-1,"top_logprobs":
                [{"token":"b","logprob":-1},{"token":"c","logprob":null}]}]}]}]}
            """);

    assertThat(answer.parts())
        .containsExactly(
            new Part.Text("ab"),
            new Part.Logprobs(
                List.of(
                    new TokenLogprob(
                        "b", -1, null, List.of(new TokenLogprob.Candidate("b", -1, null))))));
  }

  @Test
  void readsThoughtsTheirSealAndCallsOfTools() {
    ChatResponse answer =
        codec()
            .decode(
                Recorded.responses("test_openai_responses_thinking_with_tool_calls")
                    .getFirst()
                    .response());

    assertThat(answer.reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.parts().getFirst())
        .isInstanceOfSatisfying(
            Part.Reasoning.class,
            thought -> {
              assertThat(thought.signature()).startsWith("rs_").contains(":gAAAA");
              assertThat(thought.dialect()).isEqualTo("openai-responses");
              assertThat(SealedThought.isOurs(thought)).isTrue();
            });
    assertThat(answer.parts().getLast())
        .isInstanceOfSatisfying(
            Part.ToolCall.class, call -> assertThat(call.name()).isEqualTo("update_plan"));
  }

  @Test
  void aSealedThoughtGoesBackAsItCame() {
    Json.Obj item =
        Requests.object(
            "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\","
                + "\"text\":\"hm\"}],\"encrypted_content\":\"gAAA:=\"}");

    Part.Reasoning thought = Objects.requireNonNull(SealedThought.read(item));

    assertThat(thought).isEqualTo(new Part.Reasoning("hm", "rs_1:gAAA:=", "openai-responses"));
    assertThat(SealedThought.write(thought)).isEqualTo(item);
  }

  @Test
  void tellsWhatWasUsedHowItWasServedAndHowLikelyTokensWere() {
    ChatResponse answer =
        decode(
            """
            {"id":"r1","model":"gpt-x","status":"completed","created_at":7,"service_tier":"flex",
             "error":null,"output":[{"type":"message","id":"m1","role":"assistant","content":[
               {"type":"output_text","text":"Par","annotations":[{"type":"url_citation",
                 "url":"https://a.example","title":"A","start_index":0,"end_index":3}],
                "logprobs":[{"token":"Par","logprob":-0.5,"bytes":[80],"top_logprobs":[]}]}]}],
             "usage":{"input_tokens":20,"output_tokens":9,"total_tokens":29,
               "input_tokens_details":{"cached_tokens":5,"cache_write_tokens":6},
               "output_tokens_details":{"reasoning_tokens":4}}}
            """);

    assertThat(answer.parts())
        .containsExactly(
            new Part.Text("Par"),
            new Part.Citation("", "https://a.example", "A"),
            new Part.Logprobs(List.of(new TokenLogprob("Par", -0.5, List.of(80), null))));
    assertThat(answer.reason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.usage().output()).isEqualTo(9);
    assertThat(answer.usage().cachedInput()).isEqualTo(5);
    assertThat(answer.usage().cacheWrite()).isEqualTo(6);
    assertThat(answer.usage().reasoning()).isEqualTo(4);
    assertThat(answer.usage()).isNotEqualTo(new TokenUsage(20, 9, 5, 4, 6, 0, null));
    assertThat(answer.extra())
        .isEqualTo(
            Map.of(
                "openai-responses", Requests.object("{\"created\":7,\"service_tier\":\"flex\"}")));
  }

  @Test
  void saysWhyAnAnswerIsNotComplete() {
    ChatResponse cut = incomplete("max_output_tokens");

    assertThat(cut.reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(cut.detail()).isEqualTo("max_output_tokens");
    assertThat(incomplete("content_filter").reason()).isEqualTo(FinishReason.CONTENT_REFUSED);
    assertThat(incomplete("more").reason()).isEqualTo(FinishReason.OTHER);
  }

  private ChatResponse incomplete(String reason) {
    return decode(
        "{\"id\":\"r\",\"model\":\"m\",\"status\":\"incomplete\",\"output\":[],"
            + "\"incomplete_details\":{\"reason\":\""
            + reason
            + "\"}}");
  }

  @Test
  void aRefusalInTheModelsWordsIsOne() {
    ChatResponse answer =
        decode(
            "{\"id\":\"r\",\"model\":\"m\",\"status\":\"completed\",\"output\":[{\"type\":"
                + "\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"no\"}]}]}");

    assertThat(answer.reason()).isEqualTo(FinishReason.CONTENT_REFUSED);
    assertThat(answer.parts()).containsExactly(PartJson.refusal("no"));
  }

  @Test
  void anAnswerThatFailedIsAFailure() {
    Failures.expect(
        FailureCode.RATE_LIMITED,
        () ->
            decode(
                "{\"id\":\"r\",\"status\":\"failed\",\"output\":[],\"error\":{"
                    + "\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"}}"));
  }

  private ChatResponse decode(String reply) {
    return codec().decode(new WireResponse(200, Map.of(), reply.getBytes(UTF_8)));
  }
}
