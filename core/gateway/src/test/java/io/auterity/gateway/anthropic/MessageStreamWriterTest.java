package io.auterity.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MessageStreamWriterTest {

  private final MessageStreamWriter stream =
      new MessageStreamWriter(
          new AnswerDefaults("dec_1", "asked", 0),
          new SealedParts(new UnsupportedParts(new Binder())));

  @Test
  void aBlockEndsWhenTheNextBegins() {
    tell(0, new Part.Text("let me"));

    assertThat(tell(1, new Part.ToolCall("c1", "add", "")))
        .containsExactly("content_block_stop 0", "content_block_start 1");
    assertThat(tell(1, new Part.ToolCall("", "", "{\"a\":1}")))
        .containsExactly("content_block_delta 1");
    assertThat(tell(2, new Part.ToolCall("c2", "sub", "")))
        .containsExactly("content_block_stop 1", "content_block_start 2");
  }

  @Test
  void aCallWaitsUntilTheArgumentsOfTheOneBeforeAreWhole() {
    tell(0, new Part.ToolCall("c1", "add", ""));

    assertThat(tell(1, new Part.ToolCall("c2", "sub", ""))).isEmpty();
    assertThat(tell(0, new Part.ToolCall("", "", "{\"a\":\"}\\\"")))
        .containsExactly("content_block_delta 0");
    assertThat(tell(1, new Part.ToolCall("", "", "{\"b\""))).isEmpty();
    assertThat(tell(0, new Part.ToolCall("", "", "\"}")))
        .containsExactly(
            "content_block_delta 0",
            "content_block_stop 0",
            "content_block_start 1",
            "content_block_delta 1");
    assertThat(tell(1, new Part.ToolCall("", "", ":2}"))).containsExactly("content_block_delta 1");
  }

  @Test
  void callsWithoutArgumentsComeWithTheEnd() {
    tell(0, new Part.ToolCall("c1", "now", ""));
    tell(1, new Part.ToolCall("c2", "here", ""));

    assertThat(names(stream.write(new ChatEvent.Finished(FinishReason.TOOL_CALLS))))
        .containsExactly(
            "content_block_stop 0",
            "content_block_start 1",
            "content_block_stop 1",
            "message_delta",
            "message_stop");
  }

  @Test
  void thoughtsOfAnotherVendorKeepItsName() {
    String written = text(stream.write(delta(0, new Part.Reasoning("hm", "s3al", "gemini"))));

    assertThat(written).contains("\"signature\":\"auterity:gemini:s3al\"");
    assertThat(SealedParts.signature("auterity:gemini:s3al"))
        .isEqualTo(new UnsupportedParts.Signature("s3al", "gemini"));
  }

  @Test
  void whatHasNoBlockComesBackWhole() {
    Part sound = new Part.Audio("audio/wav", "AAAA");
    List<Json.Obj> events = events(stream.write(delta(0, sound)));

    Json block =
        events.stream()
            .map(event -> event.get("content_block"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();

    assertThat(
            new BlockReader(new SealedParts(new UnsupportedParts(new Binder())))
                .readAll("content", Json.array(List.of(block))))
        .containsExactly(sound);
  }

  @Test
  void aRefusalInWordsIsTextWithItsReason() {
    Json.Obj refusal =
        Json.EMPTY.with("type", Json.of("refusal")).with("refusal", Json.of("I cannot."));

    String written =
        text(stream.write(delta(0, new Part.Opaque("openai", refusal))))
            + text(stream.write(new ChatEvent.Finished(FinishReason.CONTENT_REFUSED)));

    assertThat(written)
        .contains("\"text_delta\",\"text\":\"I cannot.\"")
        .contains("\"stop_reason\":\"refusal\"");
  }

  @Test
  void theUsageThatWasToldLastCounts() {
    stream.write(new ChatEvent.Started("m1", "claude"));
    stream.write(new ChatEvent.Used(new TokenUsage(5, 1, 0, 0)));
    tell(0, new Part.Text("hi"));
    stream.write(new ChatEvent.Used(new TokenUsage(5, 9, 2, 0)));

    assertThat(text(stream.write(new ChatEvent.Finished(FinishReason.STOP))))
        .contains("\"input_tokens\":3")
        .contains("\"cache_read_input_tokens\":2")
        .contains("\"output_tokens\":9");
  }

  @Test
  void breaksWithAnErrorAndNeverWithAnEnd() {
    tell(0, new Part.Text("half"));

    assertThat(text(stream.fail(Failure.of(FailureCode.UNAVAILABLE, "cut off"))))
        .isEqualTo(
            """
            event: error
            data: {"type":"error","error":{"type":"overloaded_error","message":"cut off"},\
            "request_id":"dec_1"}

            """);
    assertThat(stream.ended()).isTrue();
  }

  private List<String> tell(int part, Part piece) {
    return names(stream.write(delta(part, piece)));
  }

  private static ChatEvent delta(int part, Part piece) {
    return new ChatEvent.PartDelta(part, piece);
  }

  private static List<String> names(byte[] bytes) {
    return events(bytes).stream()
        .map(
            event ->
                event.get("index") instanceof Json.Int(long index)
                    ? event.text("type") + " " + index
                    : String.valueOf(event.text("type")))
        .toList();
  }

  private static List<Json.Obj> events(byte[] bytes) {
    List<Json.Obj> events = new ArrayList<>();
    text(bytes)
        .lines()
        .filter(line -> line.startsWith("data: "))
        .forEach(line -> events.add(Said.JSON.readObject(line.substring(6).getBytes(UTF_8))));
    return events;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
