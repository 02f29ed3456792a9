package io.auterity.plugins.ai.google.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.ChatStreamContract;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateContentStreamCodecTest extends ChatStreamContract<ChatRequest> {

  @Override
  protected StreamCodec<ChatRequest, ChatEvent> codec() {
    return new GenerateContentStreamCodec(RecordedGoogle.GEMINI);
  }

  /** Those that two pieces of any length are shown on; the longest would take minutes. */
  @Override
  protected List<byte[]> recorded() {
    return RecordedGoogle.streams().stream().filter(stream -> stream.length < 4_000).toList();
  }

  @Test
  void everyRecordedStreamFinishes() {
    assertThat(RecordedGoogle.streams()).hasSize(13);
    assertThat(recorded()).hasSizeGreaterThan(8);
    for (byte[] stream : RecordedGoogle.streams()) {
      List<ChatEvent> events = decode(stream);

      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              ChatEvent.Finished.class,
              finished ->
                  assertThat(finished.reason()).isIn(FinishReason.STOP, FinishReason.TOOL_CALLS));
      assertThat(usage(events).output()).isPositive();
      assertThat(usage(events).reasoning()).isLessThanOrEqualTo(usage(events).output());
    }
  }

  @Test
  void longStreamsMayComeInPiecesOfAnySize() {
    for (byte[] stream : RecordedGoogle.streams()) {
      List<ChatEvent> whole = decode(stream);

      for (int size = 1; size < 30; size++) {
        assertThat(decode(pieces(stream, size))).as("pieces of %d", size).isEqualTo(whole);
      }
    }
  }

  private static byte[][] pieces(byte[] stream, int size) {
    byte[][] pieces = new byte[(stream.length + size - 1) / size][];
    Arrays.setAll(
        pieces, i -> Arrays.copyOfRange(stream, i * size, Math.min(stream.length, (i + 1) * size)));
    return pieces;
  }

  @Test
  void asksForServerSentEvents() {
    assertThat(codec().encode(Chats.text("x")).uri())
        .hasToString(
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
  }

  @Test
  void tellsThoughtsApartFromWords() {
    List<ChatEvent> events = decode(RecordedGoogle.stream("test_google_model_thinking_part_iter"));

    assertThat(parts(events, Part.Reasoning.class)).isNotEmpty();
    assertThat(deltas(events).filter(delta -> delta.index() == 0).map(ChatEvent.PartDelta::part))
        .hasSizeGreaterThan(1)
        .allMatch(Part.Reasoning.class::isInstance);
    assertThat(parts(events, Part.Text.class).map(Part.Text::text).collect(Collectors.joining()))
        .contains("street");
    assertThat(usage(events).reasoning()).isPositive();
  }

  @Test
  void aCallOfAToolBearsTheMarkOfItsThoughts() {
    List<ChatEvent> events =
        decode(RecordedGoogle.stream("test_google_streaming_tool_call_thought_signature"));
    Part.ToolCall call = parts(events, Part.ToolCall.class).findFirst().orElseThrow();

    assertThat(call.name()).isEqualTo("get_country");
    assertThat(call.arguments()).isEqualTo("{}");
    assertThat(call.id()).isEqualTo("call_QUVVadTSNJ6_qtsPvN7J8Q0_1");
    assertThat(deltas(events).map(ChatEvent.PartDelta::part).findFirst())
        .get()
        .isInstanceOfSatisfying(
            Part.Reasoning.class, mark -> assertThat(mark.signature()).startsWith("EpwICpkI"));
    assertThat(finished(events).reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(usage(events)).isEqualTo(new TokenUsage(29, 212, 0, 202));
  }

  @Test
  void whatToolsOfTheVendorReadIsInput() {
    List<ChatEvent> events =
        decode(RecordedGoogle.stream("test_google_model_web_fetch_tool_stream"));

    assertThat(usage(events)).isEqualTo(new TokenUsage(32 + 4_610, 25 + 37, 0, 37));
    assertThat(parts(events, Part.Citation.class))
        .containsExactly(
            new Part.Citation(
                "Pydantic AI Gateway is now available!", "https://ai.pydantic.dev", "Pydantic AI"));
    assertThat(finished(events).extra()).asString().contains("URL_RETRIEVAL_STATUS_SUCCESS");
  }

  @Test
  void wordsGrowAndAMarkBehindThemStandsAlone() {
    List<ChatEvent> events =
        decode(
            event(
                "{'responseId':'r','modelVersion':'m','candidates':[{'content':{'parts':["
                    + "{'text':'Hel'}]}}],'usageMetadata':{'promptTokenCount':7}}"),
            event(candidate("{'text':'lo'}", null)),
            event(candidate("{'text':'','thoughtSignature':'c2ln'}", "STOP")));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("r", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("Hel")),
            new ChatEvent.Used(new TokenUsage(7, 0, 0, 0)),
            new ChatEvent.PartDelta(0, new Part.Text("lo")),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDelta(1, new Part.Reasoning(null, "c2ln", "gemini")),
            new ChatEvent.PartDone(1),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void howLikelyTokensWereIsToldBesideTheWords() {
    String likely = "'logprobsResult':{'chosenCandidates':[{'token':'%s','logProbability':-1.5}]}";
    List<ChatEvent> events =
        decode(
            event(
                "{'responseId':'r','modelVersion':'m','candidates':[{'content':{'parts':["
                    + "{'text':'Hel'}]},%s}]}".formatted(likely.formatted("Hel"))),
            event(
                "{'candidates':[{'content':{'parts':[{'text':'lo'}]},'finishReason':'STOP',%s}]}"
                    .formatted(likely.formatted("lo"))));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("r", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("Hel")),
            new ChatEvent.PartDelta(
                1, new Part.Logprobs(List.of(new TokenLogprob("Hel", -1.5, null, null)))),
            new ChatEvent.PartDelta(0, new Part.Text("lo")),
            new ChatEvent.PartDelta(
                1, new Part.Logprobs(List.of(new TokenLogprob("lo", -1.5, null, null)))),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDone(1),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void aReasonToStopInEachEventEndsNothing() {
    List<ChatEvent> events =
        decode(event(candidate("{'text':'a'}", "STOP")), event(candidate("{'text':'b'}", "STOP")));

    assertThat(parts(events, Part.Text.class).map(Part.Text::text).collect(Collectors.joining()))
        .isEqualTo("ab");
    assertThat(events.getLast()).isEqualTo(new ChatEvent.Finished(FinishReason.STOP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'},"
            + "'usageMetadata':{'promptTokenCount':4}}",
        "{'candidates':[{'content':{},'finishReason':'PROHIBITED_CONTENT'}],"
            + "'usageMetadata':{'promptTokenCount':4}}",
      })
  void aRefusalBeforeAnyWordIsAFailureThatIsBilled(String refusal) {
    List<ChatEvent> events = decode(event(refusal));
    Failure failure = ((ChatEvent.Failed) events.getLast()).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.CONTENT_REFUSED);
    assertThat(failure.message()).contains("PROHIBITED_CONTENT");
    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(usage(events).input()).isEqualTo(4);
  }

  @Test
  void aRefusalInTheMiddleEndsTheAnswer() {
    List<ChatEvent> events =
        decode(
            event(candidate("{'text':'a'}", null)),
            event("{'candidates':[{'finishReason':'SAFETY'}]}"));

    assertThat(events.getLast())
        .isEqualTo(new ChatEvent.Finished(FinishReason.CONTENT_REFUSED, "SAFETY", null));
  }

  @ParameterizedTest
  @CsvSource({
    "503, UNAVAILABLE, UNAVAILABLE",
    "500, INTERNAL, UNAVAILABLE",
    "429, RESOURCE_EXHAUSTED, RATE_LIMITED",
    "504, DEADLINE_EXCEEDED, TIMEOUT",
  })
  void anErrorInTheMiddleEndsTheStream(int status, String word, FailureCode code) {
    List<ChatEvent> events =
        decode(
            event(candidate("{'text':'Hel'}", null)),
            event("{'error':{'code':%d,'message':'Busy','status':'%s'}}".formatted(status, word)),
            event(candidate("{'text':'lo'}", "STOP")));

    Failure failure = ((ChatEvent.Failed) events.getLast()).failure();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isEqualTo("the vendor broke off: Busy");
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(deltas(events)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: <html>\r\n\r\n", "data: {\"candidates\":[]}\r\n\r\n"})
  void aStreamThatEndsBeforeItsAnswerMayBeBilled(String stream) {
    Failure failure =
        ((ChatEvent.Failed) decode(stream.getBytes(StandardCharsets.UTF_8)).getLast()).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
  }

  private static ChatEvent.Finished finished(List<ChatEvent> events) {
    return (ChatEvent.Finished) events.getLast();
  }

  private static TokenUsage usage(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Used.class::isInstance)
        .map(event -> ((ChatEvent.Used) event).usage())
        .reduce(TokenUsage.NONE, (first, last) -> last);
  }

  private static Stream<ChatEvent.PartDelta> deltas(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.PartDelta.class::isInstance)
        .map(ChatEvent.PartDelta.class::cast);
  }

  private static <P extends Part> Stream<P> parts(List<ChatEvent> events, Class<P> type) {
    return deltas(events).map(ChatEvent.PartDelta::part).filter(type::isInstance).map(type::cast);
  }

  private static String candidate(String part, @Nullable String reason) {
    String end = reason == null ? "" : ",'finishReason':'%s'".formatted(reason);
    return "{'candidates':[{'content':{'parts':[%s],'role':'model'}%s}]}".formatted(part, end);
  }

  private static byte[] event(String data) {
    return ("data: " + data.replace('\'', '"') + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
