package io.auterity.plugins.ai.cohere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.toolkit.json.ReplyFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a model says comes back as it was, by any way. */
class CohereSaidPropertyTest {

  @Property(tries = 300)
  void whatIsWrittenIsReadAgain(@ForAll("said") List<Part> parts) {
    Json.Obj message = (Json.Obj) CohereSaid.write(new Message(Role.ASSISTANT, parts), "m");

    assertThat(CohereFit.lost(CohereRequests.of(new Message(Role.ASSISTANT, parts)))).isEmpty();
    assertThat(CohereSaid.read(message)).isEqualTo(parts);
  }

  @Property(tries = 300)
  void aStreamTellsTheSameAsAWholeAnswer(
      @ForAll("said") List<Part> parts, @ForAll @IntRange(min = 1, max = 50) int size) {
    Json.Obj message = (Json.Obj) CohereSaid.write(new Message(Role.ASSISTANT, parts), "m");
    byte[] stream = streamed(message).getBytes(StandardCharsets.UTF_8);
    Decoder<ChatEvent> decoder = new CohereStreamCodec(RecordedCohere.ENDPOINT, "m").decoder();
    List<ChatEvent> events = new ArrayList<>();

    for (int at = 0; at < stream.length; at += size) {
      events.addAll(
          decoder.feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size))));
    }

    assertThat(events.getLast()).isInstanceOf(ChatEvent.Finished.class);
    assertThat(joined(events)).isEqualTo(parts);
  }

  /** The message as the vendor streams it, each text in two pieces, citations behind their text. */
  private static String streamed(Json.Obj message) {
    List<String> events = new ArrayList<>();
    events.add(
        event("message-start", 0, Json.EMPTY).replace("{\"type\"", "{\"id\":\"1\",\"type\""));
    halves(ReplyFields.text(message, "tool_plan"))
        .forEach(
            half ->
                events.add(
                    event("tool-plan-delta", 0, Json.EMPTY.with("tool_plan", Json.of(half)))));
    List<Json.Obj> content = ReplyFields.objects(message, "content");
    for (int i = 0; i < content.size(); i++) {
      String type = ReplyFields.text(content.get(i), "type");
      Json.Obj begun = Json.EMPTY.with("type", Json.of(type)).with(type, Json.of(""));
      events.add(event("content-start", i, Json.EMPTY.with("content", begun)));
      for (String half : halves(ReplyFields.text(content.get(i), type))) {
        events.add(
            event(
                "content-delta",
                i,
                Json.EMPTY.with("content", Json.EMPTY.with(type, Json.of(half)))));
      }
      events.add(event("content-end", i, Json.EMPTY));
      for (Json.Obj source : ReplyFields.objects(message, "citations")) {
        if (ReplyFields.number(source, "content_index") == i) {
          events.add(event("citation-start", i, Json.EMPTY.with("citations", source)));
        }
      }
    }
    List<Json.Obj> calls = ReplyFields.objects(message, "tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      Json.Obj function = ReplyFields.object(calls.get(i), "function");
      Json.Obj begun = calls.get(i).with("function", function.with("arguments", Json.of("")));
      events.add(event("tool-call-start", i, Json.EMPTY.with("tool_calls", begun)));
      for (String half : halves(ReplyFields.text(function, "arguments"))) {
        Json.Obj more = Json.EMPTY.with("function", Json.EMPTY.with("arguments", Json.of(half)));
        events.add(event("tool-call-delta", i, Json.EMPTY.with("tool_calls", more)));
      }
      events.add(event("tool-call-end", i, Json.EMPTY));
    }
    events.add("data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}\n\n");
    return String.join("", events);
  }

  private static String event(String type, int index, Json.Obj message) {
    Json.Obj event =
        Json.EMPTY
            .with("type", Json.of(type))
            .with("index", Json.of(index))
            .with("delta", Json.EMPTY.with("message", message));
    return "event: %s\ndata: %s\n\n".formatted(type, event);
  }

  private static List<String> halves(String text) {
    int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    return List.of(text.substring(0, middle), text.substring(middle));
  }

  private static List<Part> joined(List<ChatEvent> events) {
    Map<Integer, Part> parts = new TreeMap<>();
    for (ChatEvent event : events) {
      if (event instanceof ChatEvent.PartDelta(int index, Part part)) {
        parts.merge(index, part, CohereSaidPropertyTest::join);
      }
    }
    return List.copyOf(parts.values());
  }

  private static Part join(Part before, Part more) {
    return switch (before) {
      case Part.Text(String text) -> new Part.Text(text + ((Part.Text) more).text());
      case Part.Reasoning thought ->
          new Part.Reasoning(
              thought.text() + Objects.requireNonNull(((Part.Reasoning) more).text()),
              thought.signature(),
              thought.dialect());
      case Part.ToolCall call ->
          new Part.ToolCall(
              call.id(), call.name(), call.arguments() + ((Part.ToolCall) more).arguments());
      default -> throw new AssertionError("more of " + before);
    };
  }

  /** A plan perhaps, texts and thoughts each with citations perhaps, calls of tools. */
  @Provide
  Arbitrary<List<Part>> said() {
    Arbitrary<String> words = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
    Arbitrary<List<Part>> plan = words.map(CohereSaid::plan).list().ofMaxSize(1);
    Arbitrary<List<Integer>> cited = Arbitraries.integers().between(0, 2).list().ofMaxSize(4);
    Arbitrary<List<Boolean>> thinks = Arbitraries.of(true, false).list().ofSize(4);
    Arbitrary<List<String>> texts = words.list().ofSize(4);
    Arbitrary<List<Part>> calls =
        Combinators.combine(words, words, words)
            .as((id, name, arguments) -> (Part) new Part.ToolCall(id, name, arguments))
            .list()
            .ofMaxSize(3);
    return Combinators.combine(plan, cited, thinks, texts, calls).as(this::message);
  }

  private List<Part> message(
      List<Part> plan,
      List<Integer> cited,
      List<Boolean> thinks,
      List<String> texts,
      List<Part> calls) {
    List<Part> parts = new ArrayList<>(plan);
    for (int i = 0; i < cited.size(); i++) {
      parts.add(
          thinks.get(i) ? new Part.Reasoning(texts.get(i), null) : new Part.Text(texts.get(i)));
      for (int source = 0; source < cited.get(i); source++) {
        parts.add(
            new Part.Citation(
                "",
                null,
                "c.txt",
                Extra.of(
                    CohereFit.DIALECT,
                    CohereRequests.object(
                        "{'start':%d,'content_index':%d,'sources':[{'document':{'title':'c.txt'}}]}"
                            .formatted(source, i)))));
      }
    }
    parts.addAll(calls);
    return parts;
  }
}
