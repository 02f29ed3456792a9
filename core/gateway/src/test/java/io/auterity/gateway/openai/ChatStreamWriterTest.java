package io.auterity.gateway.openai;

import static io.auterity.gateway.openai.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatStreamWriterTest {

  private static final AnswerDefaults STAMP =
      new AnswerDefaults("chatcmpl-1", "asked", 1_700_000_000);

  private final ChatStreamWriter stream = new ChatStreamWriter(STAMP, false, Bodies.BINDER);
  private final ChatStreamWriter telling = new ChatStreamWriter(STAMP, true, Bodies.BINDER);

  @Test
  void writesTextAsItComes() {
    assertThat(stream.write(new ChatEvent.Started("chatcmpl-9", "gpt-4o-2024"))).isEmpty();

    assertThat(text(stream.write(delta(0, new Part.Text("Par")))))
        .isEqualTo(
            """
            data: {"id":"chatcmpl-9","object":"chat.completion.chunk","created":1700000000,\
            "model":"gpt-4o-2024","choices":[{"index":0,"delta":{"role":"assistant",\
            "content":"Par"},"logprobs":null,"finish_reason":null}]}

            """);
    assertThat(text(stream.write(delta(0, new Part.Text("is")))))
        .contains("\"delta\":{\"content\":\"is\"}");
  }

  @Test
  void endsWithItsReasonAndDone() {
    String end = text(stream.write(new ChatEvent.Finished(FinishReason.LENGTH)));

    assertThat(end).contains("\"finish_reason\":\"length\"").endsWith("data: [DONE]\n\n");
    assertThat(stream.ended()).isTrue();
  }

  @Test
  void tellsUsageInALastChunkToWhoAskedForIt() {
    Chunks chunks = new Chunks();
    chunks.add(telling.write(delta(0, new Part.Text("hi"))));
    chunks.add(telling.write(new ChatEvent.Used(new TokenUsage(1, 1, 0, 0))));
    chunks.add(telling.write(new ChatEvent.Used(new TokenUsage(4, 2, 0, 0))));
    chunks.add(telling.write(new ChatEvent.Finished(FinishReason.STOP)));

    assertThat(chunks.chunks().getFirst().get("usage")).isEqualTo(Json.NULL);
    assertThat(chunks.chunks().getLast().get("choices")).isEqualTo(Json.array(java.util.List.of()));
    assertThat(chunks.chunks().getLast().get("usage"))
        .isEqualTo(
            json(
                """
                {'prompt_tokens':4,'completion_tokens':2,'total_tokens':6,
                 'prompt_tokens_details':{'cached_tokens':0},
                 'completion_tokens_details':{'reasoning_tokens':0}}
                """));
  }

  @Test
  void writesOneCallInTheOlderForm() {
    ChatStreamWriter older =
        new ChatStreamWriter(STAMP, new ChatCall(asked(), true, false, 1, true), Bodies.BINDER);
    Chunks chunks = new Chunks();
    chunks.add(older.write(delta(0, new Part.ToolCall("c1", "add", ""))));
    chunks.add(older.write(delta(0, new Part.ToolCall("c1", "add", "[1"))));
    byte[] second = older.write(delta(1, new Part.ToolCall("c2", "now", "{}")));
    chunks.add(older.write(delta(0, new Part.ToolCall("c1", "add", ", 2]"))));
    String end = text(older.write(new ChatEvent.Finished(FinishReason.TOOL_CALLS)));

    assertThat(second).isEmpty();
    assertThat(chunks.data())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .contains(
                        "\"delta\":{\"role\":\"assistant\",\"function_call\":"
                            + "{\"name\":\"add\",\"arguments\":\"\"}}"),
            one -> assertThat(one).contains("\"delta\":{\"function_call\":{\"arguments\":\"[1\"}}"),
            one ->
                assertThat(one).contains("\"delta\":{\"function_call\":{\"arguments\":\", 2]\"}}"));
    assertThat(end).contains("\"finish_reason\":\"function_call\"");
  }

  @Test
  void writesSeveralAnswersOneAfterTheOther() {
    ChatStreamWriter several =
        new ChatStreamWriter(STAMP, new ChatCall(asked(), true, true, 2, false), Bodies.BINDER);
    Chunks chunks = new Chunks();
    chunks.add(several.write(new ChatEvent.Started("chatcmpl-9", "gpt")));
    chunks.add(several.write(delta(0, new Part.Text("hi"))));
    chunks.add(several.write(new ChatEvent.Used(new TokenUsage(4, 2, 0, 0))));
    chunks.add(several.write(new ChatEvent.Finished(FinishReason.STOP)));
    assertThat(several.ended()).isFalse();
    chunks.add(several.write(new ChatEvent.Started("chatcmpl-10", "gpt")));
    chunks.add(several.write(delta(0, new Part.Text("ho"))));
    chunks.add(several.write(new ChatEvent.Used(new TokenUsage(4, 3, 0, 0))));
    chunks.add(several.write(new ChatEvent.Finished(FinishReason.LENGTH)));

    assertThat(several.ended()).isTrue();
    assertThat(chunks.data()).hasSize(6).endsWith("[DONE]");
    assertThat(chunks.chunks()).extracting(one -> one.text("id")).containsOnly("chatcmpl-9");
    assertThat(chunks.data().subList(0, 4))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .contains("\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"hi\"}"),
            one -> assertThat(one).contains("\"index\":0", "\"finish_reason\":\"stop\""),
            one ->
                assertThat(one)
                    .contains("\"index\":1,\"delta\":{\"role\":\"assistant\",\"content\":\"ho\"}"),
            one -> assertThat(one).contains("\"index\":1", "\"finish_reason\":\"length\""));
    assertThat(chunks.chunks().getLast().get("usage"))
        .isEqualTo(
            json(
                """
                {'prompt_tokens':8,'completion_tokens':5,'total_tokens':13,
                 'prompt_tokens_details':{'cached_tokens':0},
                 'completion_tokens_details':{'reasoning_tokens':0}}
                """));
  }

  @Test
  void tellsHowLikelyTokensWereBesideAnEmptyDelta() {
    var _ = stream.write(delta(0, new Part.Text("hi")));

    Part told = new Part.Logprobs(List.of(new TokenLogprob("hi", -0.5, null, null)));

    assertThat(text(stream.write(delta(1, told))))
        .contains(
            "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":{\"content\":[{\"token\":\"hi\","
                + "\"logprob\":-0.5,\"bytes\":null,\"top_logprobs\":[]}],\"refusal\":null},"
                + "\"finish_reason\":null}]");
  }

  @Test
  void saysNothingOfUsageThatNobodyTold() {
    Chunks chunks = new Chunks();
    chunks.add(telling.write(delta(0, new Part.Text("hi"))));
    chunks.add(telling.write(new ChatEvent.Finished(FinishReason.STOP)));

    assertThat(chunks.data()).hasSize(3).endsWith("[DONE]");
    assertThat(chunks.chunks())
        .allSatisfy(chunk -> assertThat(chunk.get("usage")).isEqualTo(Json.NULL));
  }

  @Test
  void tellsARefusalInItsOwnFieldAndStops() {
    Chunks chunks = new Chunks();
    chunks.add(stream.write(delta(0, refusal("I "))));
    chunks.add(stream.write(delta(0, refusal("cannot."))));
    String end = text(stream.write(new ChatEvent.Finished(FinishReason.CONTENT_REFUSED)));

    assertThat(chunks.message()).isEqualTo(json("{'role':'assistant','refusal':'I cannot.'}"));
    assertThat(end).contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void tellsWhatAFilterKeptBack() {
    stream.write(delta(0, new Part.Text("half")));

    assertThat(text(stream.write(new ChatEvent.Finished(FinishReason.CONTENT_REFUSED))))
        .contains("\"finish_reason\":\"content_filter\"");
  }

  @Test
  void countsCallsOfToolsFromNought() {
    Chunks chunks = new Chunks();
    chunks.add(stream.write(delta(0, new Part.Text("let me"))));
    chunks.add(stream.write(delta(1, new Part.ToolCall("c1", "add", ""))));
    chunks.add(stream.write(delta(2, new Part.ToolCall("c2", "sub", ""))));
    chunks.add(stream.write(delta(1, new Part.ToolCall("c1", "add", "{\"a\":"))));
    chunks.add(stream.write(delta(1, new Part.ToolCall("", "", "1}"))));

    assertThat(((Json.Obj) chunks.message()).get("tool_calls"))
        .isEqualTo(
            json("""
            {'t':[{'index':0,'id':'c1','type':'function',
                   'function':{'name':'add','arguments':'{\\'a\\':1}'}},
                  {'index':1,'id':'c2','type':'function',
                   'function':{'name':'sub','arguments':''}}]}
            """)
                .get("t"));
  }

  @Test
  void breaksWithAnErrorAndNeverWithDone() {
    stream.write(delta(0, new Part.Text("half")));

    String end = text(stream.fail(Failure.of(FailureCode.UNAVAILABLE, "cut off")));

    assertThat(end)
        .isEqualTo(
            """
            data: {"error":{"message":"cut off","type":"server_error","param":null,\
            "code":"unavailable"}}

            """);
    assertThat(stream.ended()).isTrue();
  }

  @Test
  void saysNothingOfEmptyPieces() {
    assertThat(stream.write(delta(0, new Part.Text("")))).isEmpty();
    assertThat(stream.write(delta(0, new Part.Reasoning("", null)))).isEmpty();
    assertThat(stream.write(new ChatEvent.PartDone(0))).isEmpty();
  }

  private static ChatRequest asked() {
    return Bodies.withFields("'stream':true");
  }

  private static ChatEvent delta(int index, Part part) {
    return new ChatEvent.PartDelta(index, part);
  }

  private static Part refusal(String words) {
    return new Part.Opaque("openai", json("{'type':'refusal','refusal':'%s'}".formatted(words)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
