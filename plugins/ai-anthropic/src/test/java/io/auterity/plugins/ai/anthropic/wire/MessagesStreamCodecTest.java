package io.auterity.plugins.ai.anthropic.wire;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesStreamCodecTest extends ChatStreamContract<ChatRequest> {

  private static final String START =
      "{'type':'message_start','message':{'id':'msg_1','model':'claude-x','content':[],"
          + "'usage':{'input_tokens':7,'cache_read_input_tokens':3,'output_tokens':1}}}";
  private static final String TEXT =
      "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}";
  private static final String STOP = "{'type':'content_block_stop','index':0}";
  private static final String END =
      "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':5}}";
  private static final String LAST = "{'type':'message_stop'}";

  @Override
  protected StreamCodec<ChatRequest, ChatEvent> codec() {
    return new MessagesStreamCodec(RecordedAnthropic.ENDPOINT);
  }

  /** Those that two pieces of any length are shown on; the longest would take minutes. */
  @Override
  protected List<byte[]> recorded() {
    return RecordedAnthropic.streams().stream().filter(stream -> stream.length < 8_000).toList();
  }

  @Test
  void everyRecordedStreamFinishes() {
    assertThat(RecordedAnthropic.streams()).hasSize(8);
    assertThat(recorded()).hasSizeGreaterThan(3);
    for (byte[] stream : RecordedAnthropic.streams()) {
      List<ChatEvent> events = decode(stream);

      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              ChatEvent.Finished.class,
              finished -> assertThat(finished.reason()).isEqualTo(FinishReason.STOP));
      assertThat(usage(events).output()).isGreaterThan(1);
    }
  }

  @Test
  void longStreamsMayComeInPiecesOfAnySize() {
    for (byte[] stream : RecordedAnthropic.streams()) {
      List<ChatEvent> whole = decode(stream);

      for (int size = 1; size < 40; size++) {
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
    List<ChatEvent> events = decode(stream("test_anthropic_model_thinking_part_stream"));
    List<Part.Reasoning> thoughts = parts(events, Part.Reasoning.class).toList();

    assertThat(thoughts).allMatch(thought -> "anthropic".equals(thought.dialect()));
    assertThat(thoughts.stream().map(Part.Reasoning::signature).filter(Objects::nonNull))
        .hasSize(1);
    assertThat(thoughts.getFirst().text()).isNotBlank();
    assertThat(parts(events, Part.Text.class).map(Part.Text::text).collect(Collectors.joining()))
        .contains("cross");
  }

  @Test
  void sealedThoughtsComeWhole() {
    List<ChatEvent> events = decode(stream("test_anthropic_model_thinking_part_redacted_stream"));

    assertThat(parts(events, Part.Opaque.class))
        .hasSize(2)
        .allSatisfy(piece -> assertThat(piece.value().toString()).contains("redacted_thinking"));
  }

  @Test
  void whatTheVendorsToolsAreAskedComesWhole() {
    List<ChatEvent> events = decode(stream("test_anthropic_web_fetch_tool_stream"));

    assertThat(parts(events, Part.Opaque.class).map(piece -> (Json.Obj) piece.value()))
        .anySatisfy(
            block -> {
              assertThat(block.text("type")).isEqualTo("server_tool_use");
              assertThat(block.get("input")).asString().contains("https://");
            })
        .anySatisfy(block -> assertThat(block.text("type")).isEqualTo("web_fetch_tool_result"));
  }

  @Test
  void tellsTheWholeUsageAtTheEnd() {
    List<ChatEvent> events = decode(event(START), event(END), event(LAST));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("msg_1", "claude-x"),
            new ChatEvent.Used(new TokenUsage(10, 1, 3, 0)),
            new ChatEvent.Used(new TokenUsage(10, 5, 3, 0)),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void tellsACallOfAToolPieceByPiece() {
    List<ChatEvent> events =
        decode(
            event(START),
            event(
                "{'type':'content_block_start','index':0,'content_block':"
                    + "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}}"),
            event(input("")),
            event(input("{\\'a\\'")),
            event(input(":1}")),
            event(STOP),
            event(LAST));

    assertThat(parts(events, Part.ToolCall.class))
        .containsExactly(
            new Part.ToolCall("toolu_1", "f", ""),
            new Part.ToolCall("", "", "{\"a\""),
            new Part.ToolCall("", "", ":1}"));
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObject() {
    List<ChatEvent> events =
        decode(
            event(START),
            event(
                "{'type':'content_block_start','index':0,'content_block':"
                    + "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}}"),
            event(input("")),
            event(STOP),
            event(LAST));

    assertThat(parts(events, Part.ToolCall.class).map(Part.ToolCall::arguments))
        .containsExactly("", "{}");
  }

  @Test
  void citationsArePartsOfTheirOwnBesideTheirText() {
    List<ChatEvent> events =
        decode(
            event(START),
            event(TEXT),
            event(text("Green")),
            event(
                "{'type':'content_block_delta','index':0,'delta':{'type':'citations_delta',"
                    + "'citation':{'type':'page_location','cited_text':'G','document_title':'D'}}}"),
            event(text(".")),
            event(STOP),
            event(TEXT),
            event(text("x")),
            event(STOP),
            event(END),
            event(LAST));

    assertThat(deltas(events).map(ChatEvent.PartDelta::index)).containsExactly(0, 1, 0, 2);
    assertThat(parts(events, Part.Citation.class).map(Part.Citation::title)).containsExactly("D");
  }

  @Test
  void passesOverPingsAndWhatItDoesNotKnow() {
    List<ChatEvent> events =
        decode(
            event(START),
            event("{'type':'ping'}"),
            event("{'type':'vendor_news','text':'x'}"),
            event(TEXT),
            event(text("a")),
            event(STOP),
            event(END),
            event(LAST));

    assertThat(deltas(events)).containsExactly(new ChatEvent.PartDelta(0, new Part.Text("a")));
  }

  @Test
  void aBlockThatIsNotKnownGrowsAndComesWhole() {
    List<ChatEvent> events =
        decode(
            event(START),
            event(
                "{'type':'content_block_start','index':0,'content_block':"
                    + "{'type':'compaction','content':''}}"),
            event(
                "{'type':'content_block_delta','index':0,'delta':"
                    + "{'type':'compaction_delta','content':'so '}}"),
            event(
                "{'type':'content_block_delta','index':0,'delta':"
                    + "{'type':'compaction_delta','content':'far'}}"),
            event(STOP),
            event(LAST));

    assertThat(parts(events, Part.Opaque.class))
        .containsExactly(
            new Part.Opaque(
                "anthropic", ChatRequests.object("{'type':'compaction','content':'so far'}")));
  }

  @Test
  void tellsWhichTextStoppedIt() {
    List<ChatEvent> events =
        decode(
            event(START),
            event(
                "{'type':'message_delta','delta':{'stop_reason':'stop_sequence',"
                    + "'stop_sequence':'END','container':{'id':'c'}},'usage':{'output_tokens':5}}"),
            event(LAST));

    ChatEvent.Finished finished = (ChatEvent.Finished) events.getLast();
    assertThat(finished.reason()).isEqualTo(FinishReason.STOP_TEXT);
    assertThat(finished.detail()).isEqualTo("END");
    assertThat(finished.extra()).asString().contains("container");
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, UNAVAILABLE",
    "api_error, UNAVAILABLE",
    "rate_limit_error, RATE_LIMITED",
    "invalid_request_error, UNAVAILABLE",
  })
  void anErrorInTheMiddleEndsTheStream(String type, FailureCode code) {
    List<ChatEvent> events =
        decode(
            event(START),
            event(TEXT),
            event(text("Hel")),
            event("{'type':'error','error':{'type':'%s','message':'Busy'}}".formatted(type)),
            event(text("lo")));

    Failure failure = ((ChatEvent.Failed) events.getLast()).failure();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isEqualTo("the vendor broke off: Busy");
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(deltas(events)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: <html>\n\n"})
  void aStreamThatEndsBeforeItsAnswerMayBeBilled(String stream) {
    Failure failure = ((ChatEvent.Failed) decode(bytes(stream)).getLast()).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aReasonToStopIsEnoughWithoutTheLastEvent() {
    List<ChatEvent> events = decode(event(START), event(TEXT), event(text("x")), event(END));

    assertThat(events)
        .endsWith(new ChatEvent.PartDone(0), new ChatEvent.Finished(FinishReason.STOP));
  }

  private static byte[] stream(String session) {
    return RecordedAnthropic.session(session).getFirst().response().body();
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

  private static String text(String text) {
    return "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'%s'}}"
        .formatted(text);
  }

  private static String input(String json) {
    return ("{'type':'content_block_delta','index':0,'delta':"
            + "{'type':'input_json_delta','partial_json':'%s'}}")
        .formatted(json);
  }

  private static byte[] event(String data) {
    return bytes("event: x\ndata: " + data.replace('\'', '"') + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
