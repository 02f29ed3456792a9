package io.auterity.plugins.ai.cohere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
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

class CohereStreamCodecTest extends ChatStreamContract<ChatRequest> {

  private static final String START = "{'type':'message-start','id':'1'}";
  private static final String TEXT =
      "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'Hi'}}}}";

  @Override
  protected StreamCodec<ChatRequest, ChatEvent> codec() {
    return new CohereStreamCodec(RecordedCohere.ENDPOINT, "command-a");
  }

  /** The vendor's examples; the longest would take minutes to cut at every byte. */
  @Override
  protected List<byte[]> recorded() {
    return RecordedCohere.streams().stream().filter(stream -> stream.length < 8_000).toList();
  }

  @Test
  void longStreamsMayComeInPiecesOfAnySize() {
    assertThat(RecordedCohere.streams()).hasSize(4);
    assertThat(recorded()).hasSize(2);
    for (byte[] stream : RecordedCohere.streams()) {
      List<ChatEvent> whole = decode(stream);

      assertThat(whole.getLast()).isInstanceOf(ChatEvent.Finished.class);
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
  void tellsThePlanAndTheCallsOfTools() {
    List<ChatEvent> events = decode(example("tool-plan-delta"));

    assertThat(parts(events, Part.Reasoning.class).map(Part.Reasoning::text))
        .hasSizeGreaterThan(10);
    assertThat(parts(events, Part.Reasoning.class)).allMatch(CohereFit::isPlan);
    assertThat(
            parts(events, Part.ToolCall.class).map(Part.ToolCall::name).filter(n -> !n.isEmpty()))
        .containsExactly("query_daily_sales_report", "query_product_catalog");
    assertThat(
            parts(events, Part.ToolCall.class)
                .map(Part.ToolCall::arguments)
                .collect(Collectors.joining()))
        .isEqualTo("{\"day\": \"2023-09-29\"}{\"category\": \"Electronics\"}");
    assertThat(reason(events)).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(usage(events)).isEqualTo(new TokenUsage(126, 84, 0, 0));
  }

  @Test
  void tellsCitationsBetweenThePiecesOfOneText() {
    List<ChatEvent> events = decode(example("citation-start"));

    assertThat(texts(events)).isEqualTo("Both Nsync and Backstreet Boys were");
    assertThat(parts(events, Part.Citation.class))
        .singleElement()
        .satisfies(source -> assertThat(source.title()).startsWith("CSPC: NSYNC"));
    assertThat(
            events.stream()
                .filter(ChatEvent.PartDelta.class::isInstance)
                .map(event -> ((ChatEvent.PartDelta) event).index())
                .distinct())
        .containsExactly(0, 1);
    assertThat(usage(events)).isEqualTo(new TokenUsage(18, 6, 0, 0));
  }

  @Test
  void thoughtsAndTextAreApart() {
    List<ChatEvent> events =
        decode(
            event(START),
            event("{'type':'content-delta','delta':{'message':{'content':{'thinking':'Hm.'}}}}"),
            event(TEXT),
            event(end("'finish_reason':'COMPLETE'")));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("1", "command-a"),
            new ChatEvent.PartDelta(0, new Part.Reasoning("Hm.", null)),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDelta(1, new Part.Text("Hi")),
            new ChatEvent.PartDone(1),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void anEndThatTellsOfAnErrorIsAFailureWithItsUsage() {
    List<ChatEvent> events =
        decode(
            event(START),
            event(TEXT),
            event(
                end(
                    "'finish_reason':'ERROR','error':'engine down',"
                        + "'usage':{'billed_units':{'input_tokens':3,'output_tokens':1}}")));

    assertThat(usage(events)).isEqualTo(new TokenUsage(3, 1, 0, 0));
    Failure failure = ((ChatEvent.Failed) events.getLast()).failure();
    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure.message()).contains("engine down");
  }

  @Test
  void giveUpsAndErrorsInTheMiddleAreFailures() {
    assertThat(failure(event(START), event(end("'finish_reason':'TIMEOUT'"))).code())
        .isEqualTo(FailureCode.TIMEOUT);
    assertThat(failure(event(START), event("{'message':'too many tokens: 5'}")).code())
        .isEqualTo(FailureCode.CONTEXT_TOO_LONG);
    assertThat(failure(event(START), event(TEXT)).message()).contains("cut off");
    assertThat(
            failure(
                    event(START),
                    event(
                        "{'type':'tool-call-delta','index':3,'delta':{'message':{'tool_calls':"
                            + "{'function':{'arguments':'{}'}}}}}"))
                .message())
        .contains("before its name");
  }

  @Test
  void whatItDoesNotKnowIsPassedOver() {
    assertThat(
            decode(
                event(START),
                event("{'type':'debug','prompt':'x'}"),
                event("[DONE]"),
                event(end("'finish_reason':'MAX_TOKENS'"))))
        .containsExactly(
            new ChatEvent.Started("1", "command-a"), new ChatEvent.Finished(FinishReason.LENGTH));
  }

  private static byte[] example(String type) {
    return RecordedCohere.streams().stream()
        .filter(stream -> new String(stream, StandardCharsets.UTF_8).contains(type))
        .findFirst()
        .orElseThrow();
  }

  private Failure failure(byte[]... pieces) {
    return ((ChatEvent.Failed) decode(pieces).getLast()).failure();
  }

  private static String texts(List<ChatEvent> events) {
    return parts(events, Part.Text.class).map(Part.Text::text).collect(Collectors.joining());
  }

  private static FinishReason reason(List<ChatEvent> events) {
    return ((ChatEvent.Finished) events.getLast()).reason();
  }

  private static <P extends Part> Stream<P> parts(List<ChatEvent> events, Class<P> type) {
    return events.stream()
        .map(event -> event instanceof ChatEvent.PartDelta delta ? delta.part() : null)
        .filter(Objects::nonNull)
        .filter(type::isInstance)
        .map(type::cast);
  }

  private static TokenUsage usage(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Used.class::isInstance)
        .map(event -> ((ChatEvent.Used) event).usage())
        .reduce((first, second) -> second)
        .orElse(TokenUsage.NONE);
  }

  private static String end(String delta) {
    return "{'type':'message-end','delta':{%s}}".formatted(delta);
  }

  private static byte[] event(String json) {
    return "data: %s\n\n".formatted(json.replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
  }
}
