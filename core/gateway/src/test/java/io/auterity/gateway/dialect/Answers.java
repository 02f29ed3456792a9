package io.auterity.gateway.dialect;

import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a streamed answer comes to: its parts whole, why it ended and what it used. */
public record Answers(
    String id,
    String model,
    List<Part> parts,
    @Nullable FinishReason reason,
    @Nullable String detail,
    TokenUsage usage,
    @Nullable String failure) {

  /** Of all that a decoder makes of bytes that come in two pieces. */
  public static Answers decoded(Decoder<ChatEvent> decoder, byte[] bytes, int cut) {
    List<ChatEvent> events = new ArrayList<>(decoder.feed(Arrays.copyOf(bytes, cut)));
    events.addAll(decoder.feed(Arrays.copyOfRange(bytes, cut, bytes.length)));
    events.addAll(decoder.end());
    return of(events);
  }

  public static Answers of(List<ChatEvent> events) {
    TreeMap<Integer, Part> parts = new TreeMap<>();
    String id = "";
    String model = "";
    FinishReason reason = null;
    String detail = null;
    TokenUsage usage = TokenUsage.NONE;
    String failure = null;
    for (ChatEvent event : events) {
      switch (event) {
        case ChatEvent.Started started -> {
          id = started.id();
          model = started.model();
        }
        case ChatEvent.PartDelta(int index, Part part) -> parts.merge(index, part, Answers::joined);
        case ChatEvent.Used(TokenUsage told) -> usage = told;
        case ChatEvent.Finished finished -> {
          reason = finished.reason();
          detail = finished.detail();
        }
        case ChatEvent.Failed failed -> failure = failed.failure().code().wire();
        default -> {}
      }
    }
    return new Answers(id, model, List.copyOf(parts.values()), reason, detail, usage, failure);
  }

  Answers withParts(List<Part> other) {
    return new Answers(id, model, other, reason, detail, usage, failure);
  }

  Answers withUsage(TokenUsage other) {
    return new Answers(id, model, parts, reason, detail, other, failure);
  }

  /** All that a writer makes of events. */
  public static byte[] written(AnswerStream stream, List<ChatEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    events.forEach(event -> bytes.writeBytes(stream.write(event)));
    return bytes.toByteArray();
  }

  private static Part joined(Part first, Part more) {
    return switch (more) {
      case Part.Text(String text) -> new Part.Text(((Part.Text) first).text() + text);
      case Part.Reasoning thought -> {
        Part.Reasoning before = (Part.Reasoning) first;
        String signature = thought.signature() == null ? before.signature() : thought.signature();
        String dialect = thought.dialect() == null ? before.dialect() : thought.dialect();
        yield new Part.Reasoning(plus(before.text(), thought.text()), signature, dialect);
      }
      case Part.ToolCall call -> {
        Part.ToolCall before = (Part.ToolCall) first;
        yield new Part.ToolCall(
            before.id(), before.name(), before.arguments() + call.arguments(), before.extra());
      }
      default -> throw new AssertionError("is told whole: " + more);
    };
  }

  private static @Nullable String plus(@Nullable String first, @Nullable String more) {
    return first == null ? more : more == null ? first : first + more;
  }
}
