package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes the inside of deltas; the first names the role. */
final class DeltaWriter {

  private final boolean older;
  private final UnsupportedParts keeper;
  private final Map<Integer, Integer> calls = new HashMap<>();
  private final StringBuilder thoughts = new StringBuilder();
  private boolean begun;
  private boolean refuses;
  private boolean sounds;
  private int lastText = -1;
  private int textBegan;
  private int textLength;

  /**
   * @param older whether a call is told as {@code function_call}, of which there is one only
   */
  DeltaWriter(boolean older, UnsupportedParts keeper) {
    this.older = older;
    this.keeper = keeper;
  }

  /** Whether there is anything in this piece for the caller. */
  boolean carries(int index, Part part) {
    return switch (part) {
      case Part.Text(String text) -> !text.isEmpty();
      case Part.Reasoning thought ->
          thought.signature() != null || (thought.text() != null && !thought.text().isEmpty());
      case Part.ToolCall _ -> !older || calls.isEmpty() || calls.containsKey(index);
      default -> true;
    };
  }

  /** Whether the model refused in words of its own. */
  boolean refused() {
    return refuses;
  }

  void writeNothing(JsonGenerator out) {
    role(out);
  }

  /** Writes what is told at the end. */
  void writeLast(JsonGenerator out, AnswerExtra extra) {
    role(out);
    if (sounds) {
      SpokenAnswer.writeEnd(out, extra.sound());
    }
    extra.writeMessage(out, sounds);
  }

  void write(JsonGenerator out, int index, Part part) {
    role(out);
    String refused = Spelling.refusal(part);
    Json details = AnswerExtra.details(part);
    CustomCall custom = CustomCall.of(part);
    switch (part) {
      case Part.Text(String text) -> text(out, index, text);
      case Part.Reasoning thought -> thought(out, thought);
      case Part.ToolCall call -> call(out, index, call);
      case Part.Image picture -> Spelling.pictures(out, List.of(picture));
      case Part.Audio sound -> {
        SpokenAnswer.writePiece(out, sound, !sounds);
        sounds = true;
      }
      case Part.Citation source when source.url() != null -> {
        out.writeArrayPropertyStart("annotations");
        Spelling.citation(out, source.url(), source.title(), textBegan, textLength);
        out.writeEndArray();
      }
      case Part.Opaque ignored when refused != null -> refusal(out, refused);
      case Part.Opaque ignored when details != null ->
          JsonWriter.field(out, AnswerExtra.DETAILS, details);
      case Part.Opaque ignored when custom != null -> custom(out, index, custom);
      default -> kept(out, part);
    }
  }

  private void refusal(JsonGenerator out, String words) {
    refuses = true;
    out.writeStringProperty("refusal", words);
  }

  private void role(JsonGenerator out) {
    if (!begun) {
      begun = true;
      out.writeStringProperty("role", "assistant");
    }
  }

  private void text(JsonGenerator out, int index, String text) {
    if (index != lastText) {
      lastText = index;
      textBegan = textLength;
    }
    textLength += text.length();
    out.writeStringProperty("content", text);
  }

  // A signature seals all thoughts since the last one; both go back together.
  private void thought(JsonGenerator out, Part.Reasoning thought) {
    if (thought.text() != null) {
      thoughts.append(thought.text());
      out.writeStringProperty(Spelling.THOUGHTS, thought.text());
    }
    if (thought.signature() != null) {
      String sealed = thoughts.isEmpty() ? null : thoughts.toString();
      thoughts.setLength(0);
      kept(out, new Part.Reasoning(sealed, thought.signature(), thought.dialect()));
    }
  }

  private void kept(JsonGenerator out, Part part) {
    JsonWriter.field(out, Spelling.KEPT, keeper.write(List.of(part)));
  }

  private void custom(JsonGenerator out, int index, CustomCall call) {
    Integer known = calls.putIfAbsent(index, calls.size());
    out.writeArrayPropertyStart("tool_calls");
    out.writeStartObject();
    out.writeNumberProperty("index", known == null ? calls.size() - 1 : known);
    call.write(out);
    out.writeEndObject();
    out.writeEndArray();
  }

  private void call(JsonGenerator out, int index, Part.ToolCall call) {
    Integer known = calls.putIfAbsent(index, calls.size());
    if (older) {
      Spelling.olderCall(out, known == null ? call.name() : null, call.arguments());
      return;
    }
    out.writeArrayPropertyStart("tool_calls");
    out.writeStartObject();
    out.writeNumberProperty("index", known == null ? calls.size() - 1 : known);
    if (known == null) {
      out.writeStringProperty("id", call.id());
      out.writeStringProperty("type", "function");
    }
    out.writeObjectPropertyStart("function");
    if (known == null) {
      out.writeStringProperty("name", call.name());
    }
    out.writeStringProperty("arguments", call.arguments());
    AnswerExtra.writeFunction(out, call);
    out.writeEndObject();
    AnswerExtra.writeCall(out, call);
    out.writeEndObject();
    out.writeEndArray();
  }
}
