package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.ChatStreamContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatStreamCodecTest extends ChatStreamContract<ChatRequest> {

  private static final String TOOL_CALL = "test_openai/test_run_stream_sync_streams_real_model";

  @Override
  protected StreamCodec<ChatRequest, ChatEvent> codec() {
    return new ChatStreamCodec(Recorded.OPENAI);
  }

  @Override
  protected List<byte[]> recorded() {
    List<byte[]> streams = new ArrayList<>();
    Stream.of(TOOL_CALL, "test_openai/test_openai_moderation_stream")
        .forEach(session -> streams.addAll(streams(session)));
    streams.addAll(Recorded.toolStreams("test_tools_streaming_variant_a"));
    streams.addAll(Recorded.toolStreams("test_tools_streaming_variant_c"));
    return streams;
  }

  @Test
  void whatItsVendorWantsBackIsToldWholeAndWhatIsNotKnownAtTheEnd() {
    List<ChatEvent> events =
        decode(
            chunk("{'reasoning_details':[{'type':'reasoning.text','text':'h','index':0}]}"),
            chunk(
                "{'reasoning_details':[{'type':'reasoning.text','text':'m','index':0}],'mood':1}"),
            chunk(
                "{'content':'Hi','tool_calls':[{'index':0,'id':'c1','type':'function','extra_content':"
                    + "{'a':1},'function':{'name':'f','arguments':'{}','x':2}}]}"),
            chunk(
                "{'reasoning_details':[{'type':'reasoning.text','signature':'s','index':0},"
                    + "{'type':'reasoning.encrypted','data':'d','index':1}]}"),
            bytes("data: [DONE]\n\n"));

    assertThat(events)
        .contains(
            new ChatEvent.PartDelta(
                1,
                new Part.ToolCall(
                    "c1",
                    "f",
                    "{}",
                    Map.of(
                        "openai",
                        Requests.object("{\"extra_content\":{\"a\":1},\"function\":{\"x\":2}}")))),
            new ChatEvent.PartDelta(
                2,
                FurtherFields.details(
                    Json.array(
                        List.of(
                            Requests.object(
                                "{\"type\":\"reasoning.text\",\"text\":\"hm\",\"index\":0,"
                                    + "\"signature\":\"s\"}"),
                            Requests.object(
                                "{\"type\":\"reasoning.encrypted\",\"data\":\"d\",\"index\":1}"))))));
    assertThat(((ChatEvent.Finished) events.getLast()).extra())
        .isEqualTo(Map.of("openai", Requests.object("{\"choices\":[{\"message\":{\"mood\":1}}]}")));
  }

  @Test
  void tellsAToolCallPieceByPiece() {
    List<ChatEvent> events = decode(streams(TOOL_CALL).getFirst());

    assertThat(events)
        .startsWith(
            new ChatEvent.Started(
                "chatcmpl-Dx0XpqH8w09uBXwq1zFGYdETjtnEl", "gpt-4o-mini-2024-07-18"),
            new ChatEvent.PartDelta(
                0, new Part.ToolCall("call_ZR5UUuTt3pf61kjwAJIYdVMj", "get_capital", "")),
            new ChatEvent.PartDelta(0, new Part.ToolCall("", "", "{\"")));
    assertThat(arguments(events)).isEqualTo("{\"country\":\"UK\"}");
    ChatEvent.Finished end = (ChatEvent.Finished) events.getLast();
    assertThat(events).endsWith(new ChatEvent.PartDone(0), end);
    assertThat(end.reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(end.extra()).asString().contains("system_fingerprint").doesNotContain("obfuscation");
  }

  @Test
  void tellsTheUsageBeforeTheEnd() {
    assertThat(decode(streams(TOOL_CALL).get(1)))
        .contains(new ChatEvent.Used(new TokenUsage(78, 9, 0, 0)));
  }

  @Test
  void tellsThoughtsAndTextAsPartsOfTheirOwn() {
    List<ChatEvent> events =
        decode(streams("test_mistral/test_mistral_model_thinking_part_iter").getFirst());

    assertThat(events)
        .filteredOn(ChatEvent.PartDone.class::isInstance)
        .containsExactly(new ChatEvent.PartDone(0), new ChatEvent.PartDone(1));
    assertThat(deltas(events).filter(d -> d.index() == 0))
        .allMatch(delta -> delta.part() instanceof Part.Reasoning);
    assertThat(deltas(events).filter(d -> d.index() == 1))
        .allMatch(delta -> delta.part() instanceof Part.Text);
  }

  @Test
  void tellsHowLikelyTokensWereInAPartOfTheirOwn() {
    String chunk =
        """
        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"%s"},\
        "logprobs":{"content":[{"token":"%s","logprob":-1,"bytes":null,"top_logprobs":[]}]}}]}

        """;

    List<ChatEvent> events =
        decode(
            bytes(chunk.formatted("Par", "Par")),
            bytes(chunk.formatted("is", "is")),
            bytes("data: [DONE]\n\n"));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("c", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("Par")),
            new ChatEvent.PartDelta(1, likely("Par")),
            new ChatEvent.PartDelta(0, new Part.Text("is")),
            new ChatEvent.PartDelta(1, likely("is")),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDone(1),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  private static Part likely(String token) {
    return new Part.Logprobs(List.of(new TokenLogprob(token, -1, null, null)));
  }

  @Test
  void toolCallsThatAreAllNumberedZeroAreToldApartByTheirIds() {
    List<ChatEvent> events =
        decode(
            chunk("{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}]}"),
            chunk("{'tool_calls':[{'index':0,'id':'b','function':{'name':'f','arguments':'2'}}]}"),
            bytes("data: [DONE]\n\n"));

    assertThat(deltas(events).map(ChatEvent.PartDelta::index)).containsExactly(0, 1);
  }

  @Test
  void aRefusalIsAPartOfItsOwnAndContentRefused() {
    List<ChatEvent> events =
        decode(
            chunk("{'refusal':'I '}"), chunk("{'refusal':'cannot.'}"), bytes("data: [DONE]\n\n"));

    assertThat(deltas(events))
        .containsExactly(
            new ChatEvent.PartDelta(0, PartJson.refusal("I ")),
            new ChatEvent.PartDelta(0, PartJson.refusal("cannot.")));
    assertThat(events.stream().mapToInt(ChatEvent::length).sum()).isEqualTo("I cannot.".length());
    assertThat(events)
        .endsWith(new ChatEvent.PartDone(0), new ChatEvent.Finished(FinishReason.CONTENT_REFUSED));
  }

  @Test
  void anErrorInTheMiddleEndsTheStream() {
    List<ChatEvent> events =
        decode(
            chunk("{'content':'Hel'}"),
            bytes("data: {\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"busy\"}}\n\n"),
            chunk("{'content':'lo'}"));

    assertThat(events).hasSize(3);
    assertThat(((ChatEvent.Failed) events.getLast()).failure().code())
        .isEqualTo(FailureCode.RATE_LIMITED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: <html>\n\n"})
  void aStreamThatEndsBeforeItsAnswerMayBeBilled(String stream) {
    Failure failure = ((ChatEvent.Failed) decode(bytes(stream)).getLast()).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aReasonToFinishIsEnoughWithoutDone() {
    List<ChatEvent> events =
        decode(
            bytes(
                "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"content\":\"x\"},"
                    + "\"finish_reason\":\"length\"}]}\n\n"));

    assertThat(events.getLast()).isEqualTo(new ChatEvent.Finished(FinishReason.LENGTH));
  }

  private static List<byte[]> streams(String session) {
    return Recorded.session(session).stream().map(e -> e.response().body()).toList();
  }

  private static String arguments(List<ChatEvent> events) {
    return deltas(events)
        .map(delta -> ((Part.ToolCall) delta.part()).arguments())
        .collect(Collectors.joining());
  }

  private static Stream<ChatEvent.PartDelta> deltas(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.PartDelta.class::isInstance)
        .map(ChatEvent.PartDelta.class::cast);
  }

  private static byte[] chunk(String delta) {
    String choice = "{'id':'1','choices':[{'delta':%s,'finish_reason':'stop'}]}".formatted(delta);
    return bytes("data: " + choice.replace('\'', '"') + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
