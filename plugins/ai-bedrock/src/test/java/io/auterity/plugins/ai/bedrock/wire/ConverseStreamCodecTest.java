package io.auterity.plugins.ai.bedrock.wire;

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
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.ChatStreamContract;
import io.auterity.testkit.transport.EventStreamMessages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseStreamCodecTest extends ChatStreamContract<ChatRequest> {

  private static final byte[] START = event("messageStart", "{'role':'assistant'}");
  private static final byte[] STOP = event("messageStop", "{'stopReason':'end_turn'}");
  private static final byte[] METADATA =
      event(
          "metadata",
          "{'usage':{'inputTokens':7,'outputTokens':5,'totalTokens':15,'cacheReadInputTokens':3},"
              + "'metrics':{'latencyMs':4}}");

  @Override
  protected StreamCodec<ChatRequest, ChatEvent> codec() {
    return new ConverseStreamCodec(RecordedBedrock.ENDPOINT, Chats.NOVA);
  }

  /** Those that two pieces of any length are shown on; the longest would take minutes. */
  @Override
  protected List<byte[]> recorded() {
    return RecordedBedrock.streams().stream().filter(stream -> stream.length < 6_000).toList();
  }

  @Test
  void everyRecordedStreamFinishes() {
    assertThat(RecordedBedrock.streams()).hasSizeGreaterThan(7);
    assertThat(recorded()).hasSizeGreaterThan(2);
    for (byte[] stream : RecordedBedrock.streams()) {
      List<ChatEvent> events = decode(stream);

      assertThat(events.getLast()).isInstanceOf(ChatEvent.Finished.class);
      assertThat(usage(events).output()).isPositive();
      assertThat(usage(events).input()).isPositive();
    }
  }

  @Test
  void longStreamsMayComeInPiecesOfAnySize() {
    for (byte[] stream : RecordedBedrock.streams()) {
      List<ChatEvent> whole = decode(stream);

      for (int size = 1; size < 40; size += 3) {
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
  void tellsThoughtsTheirSignatureAndText() {
    List<ChatEvent> events = decode(stream("test_bedrock_model_thinking_part_stream"));
    List<Part.Reasoning> thoughts = parts(events, Part.Reasoning.class).toList();

    assertThat(thoughts).allMatch(thought -> "bedrock".equals(thought.dialect()));
    assertThat(thoughts.stream().map(Part.Reasoning::signature).filter(Objects::nonNull))
        .hasSize(1);
    assertThat(thoughts.getFirst().text()).isNotBlank();
    assertThat(words(events)).isNotBlank();
  }

  @Test
  void sealedThoughtsComeWhole() {
    List<ChatEvent> events = decode(stream("test_bedrock_model_thinking_part_redacted_stream"));

    assertThat(parts(events, Part.Opaque.class))
        .isNotEmpty()
        .allSatisfy(
            piece ->
                assertThat(piece.value().toString())
                    .startsWith("{\"reasoningContent\":{\"redactedContent\":\""));
  }

  @Test
  void whatTheVendorsToolsAreAskedComesWhole() {
    List<ChatEvent> events = decode(stream("test_bedrock_model_code_execution_tool_stream"));

    assertThat(parts(events, Part.Opaque.class).map(piece -> (Json.Obj) piece.value()))
        .anySatisfy(
            block ->
                assertThat(block.toString())
                    .contains("nova_code_interpreter", "\"input\":{\"snippet\":\""))
        .anySatisfy(block -> assertThat(block.toString()).contains("toolResult", "7006652"));
    assertThat(parts(events, Part.ToolCall.class).map(Part.ToolCall::name).toList())
        .contains("final_result");
  }

  @Test
  void callsOfToolsGrow() {
    List<ChatEvent> events = decode(stream("test_bedrock_model_iter_stream"));
    List<Part.ToolCall> calls = parts(events, Part.ToolCall.class).toList();

    assertThat(calls.getFirst().name()).isEqualTo("get_temperature");
    assertThat(calls.getFirst().id()).startsWith("tooluse_");
    assertThat(calls.stream().map(Part.ToolCall::arguments).collect(Collectors.joining()))
        .isEqualTo("{\"city\":\"Paris\"}");
    assertThat(finished(events).reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void usageFollowsTheEnd() {
    List<ChatEvent> events = decode(joined(START, text(0, "Hi"), stopped(0), STOP, METADATA));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("", Chats.NOVA),
            new ChatEvent.PartDelta(0, new Part.Text("Hi")),
            new ChatEvent.PartDone(0),
            new ChatEvent.Used(new TokenUsage(10, 5, 3, 0)),
            new ChatEvent.Finished(
                FinishReason.STOP,
                null,
                Map.of("bedrock", Chats.object("{'metrics':{'latencyMs':4}}"))));
  }

  @Test
  void anEndWithoutUsageIsAnEnd() {
    assertThat(finished(decode(joined(START, text(0, "Hi"), STOP))).reason())
        .isEqualTo(FinishReason.STOP);
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObject() {
    byte[] call =
        event(
            "contentBlockStart",
            "{'contentBlockIndex':0,'start':{'toolUse':{'toolUseId':'i','name':'f'}}}");

    assertThat(parts(decode(joined(START, call, stopped(0), STOP)), Part.ToolCall.class))
        .containsExactly(new Part.ToolCall("i", "f", ""), new Part.ToolCall("", "", "{}"));
  }

  @Test
  void sourcesStandBehindTheirText() {
    byte[] cited =
        event(
            "contentBlockDelta",
            "{'contentBlockIndex':0,'delta':{'citation':{'title':'t','sourceContent':[{'text':'q'}]}}}");

    assertThat(decode(joined(START, text(0, "a"), cited, text(0, "b"), stopped(0), STOP)))
        .filteredOn(ChatEvent.PartDelta.class::isInstance)
        .extracting(event -> ((ChatEvent.PartDelta) event).index())
        .containsExactly(0, 1, 0);
  }

  @Test
  void aPictureComesWhole() {
    byte[] begun =
        event("contentBlockStart", "{'contentBlockIndex':0,'start':{'image':{'format':'png'}}}");
    byte[] piece =
        event(
            "contentBlockDelta",
            "{'contentBlockIndex':0,'delta':{'image':{'source':{'bytes':'AQ=='}}}}");

    assertThat(
            parts(decode(joined(START, begun, piece, piece, stopped(0), STOP)), Part.Image.class))
        .containsExactly(new Part.Image(null, "image/png", "AQE="));
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, RATE_LIMITED",
    "validationException, INVALID",
    "modelStreamErrorException, UNAVAILABLE",
    "internalServerException, UNAVAILABLE",
    "serviceUnavailableException, UNAVAILABLE",
    "somethingNew, UNAVAILABLE"
  })
  void anExceptionEndsTheAnswer(String type, FailureCode code) {
    List<ChatEvent> events =
        decode(
            joined(
                START,
                text(0, "Hi"),
                EventStreamMessages.exception(type, "{\"message\":\"too bad\"}"),
                STOP));

    Failure failure = ((ChatEvent.Failed) events.getLast()).failure();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure.message()).isEqualTo("the vendor broke off: too bad");
    assertThat(words(events)).isEqualTo("Hi");
  }

  @Test
  void anErrorOfTheStreamItselfEndsTheAnswer() {
    byte[] error =
        EventStreamMessages.message(
            Map.of(
                ":message-type", "error",
                ":error-code", "InternalServerException",
                ":error-message", "gone"),
            "");

    Failure failure = ((ChatEvent.Failed) decode(joined(START, error)).getLast()).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.message()).isEqualTo("the vendor broke off: gone");
  }

  @Test
  void whatCannotBeReadEndsTheAnswer() {
    byte[] broken = text(0, "Hi");
    broken[broken.length - 1] ^= 1;
    for (byte[] bytes :
        List.of(
            broken,
            EventStreamMessages.event("contentBlockDelta", "no JSON"),
            EventStreamMessages.event("metadata", "[]"))) {
      List<ChatEvent> events = decode(joined(START, bytes, STOP));

      assertThat(events).hasSize(2);
      assertThat(((ChatEvent.Failed) events.getLast()).failure().message())
          .startsWith("the vendor's reply cannot be read: ");
    }
  }

  private static byte[] event(String type, String payload) {
    return EventStreamMessages.event(type, payload.replace('\'', '"'));
  }

  private static byte[] text(int index, String text) {
    return event(
        "contentBlockDelta",
        "{'contentBlockIndex':%d,'delta':{'text':'%s'}}".formatted(index, text));
  }

  private static byte[] stopped(int index) {
    return event("contentBlockStop", "{'contentBlockIndex':%d}".formatted(index));
  }

  private static byte[] joined(byte[]... messages) {
    List<Byte> all = new ArrayList<>();
    for (byte[] message : messages) {
      for (byte each : message) {
        all.add(each);
      }
    }
    byte[] joined = new byte[all.size()];
    for (int i = 0; i < joined.length; i++) {
      joined[i] = all.get(i);
    }
    return joined;
  }

  private static byte[] stream(String session) {
    return RecordedBedrock.session(session).getFirst().response().body();
  }

  private static String words(List<ChatEvent> events) {
    return parts(events, Part.Text.class).map(Part.Text::text).collect(Collectors.joining());
  }

  private static <P extends Part> Stream<P> parts(List<ChatEvent> events, Class<P> type) {
    return events.stream()
        .filter(ChatEvent.PartDelta.class::isInstance)
        .map(event -> ((ChatEvent.PartDelta) event).part())
        .filter(type::isInstance)
        .map(type::cast);
  }

  private static TokenUsage usage(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Used.class::isInstance)
        .map(event -> ((ChatEvent.Used) event).usage())
        .reduce(TokenUsage.NONE, (before, last) -> last);
  }

  private static ChatEvent.Finished finished(List<ChatEvent> events) {
    return (ChatEvent.Finished) events.getLast();
  }
}
