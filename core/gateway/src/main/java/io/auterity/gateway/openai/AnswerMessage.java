package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The message of a whole answer, sorted into the places that the dialect has. */
final class AnswerMessage {

  private record Cited(String url, @Nullable String title, int from, int to) {}

  private final boolean older;
  private final UnsupportedParts keeper;
  private final StringBuilder thoughts = new StringBuilder();
  private final List<Part.ToolCall> calls = new ArrayList<>();
  private final List<CustomCall> customs = new ArrayList<>();
  private final List<Part.Image> pictures = new ArrayList<>();
  private final List<Part.Audio> sounds = new ArrayList<>();
  private final List<Cited> cited = new ArrayList<>();
  private final List<Part> kept = new ArrayList<>();
  private final List<TokenLogprob> tokens = new ArrayList<>();
  private @Nullable String content;
  private @Nullable String refusal;
  private @Nullable Json details;
  private int textBegan;

  /**
   * @param older whether a call is told as {@code function_call}, of which there is one only
   */
  AnswerMessage(List<Part> parts, boolean older, UnsupportedParts keeper) {
    this.older = older;
    this.keeper = keeper;
    parts.forEach(this::sort);
  }

  private void sort(Part part) {
    String refused = Spelling.refusal(part);
    Json wanted = AnswerExtra.details(part);
    CustomCall custom = CustomCall.of(part);
    switch (part) {
      case Part.Text(String text) -> text(text);
      case Part.Reasoning thought -> thought(part, thought.text(), thought.signature());
      case Part.ToolCall call -> calls.add(call);
      case Part.Image picture -> pictures.add(picture);
      case Part.Audio sound when SpokenAnswer.goesOn(sounds, sound) -> sounds.add(sound);
      case Part.Citation source when source.url() != null ->
          cited.add(
              new Cited(
                  source.url(), source.title(), textBegan, content == null ? 0 : content.length()));
      case Part.Opaque ignored when refused != null -> refusal = refused;
      case Part.Opaque ignored when wanted != null -> details = wanted;
      case Part.Opaque ignored when custom != null -> customs.add(custom);
      case Part.Logprobs told -> tokens.addAll(told.tokens());
      default -> kept.add(part);
    }
  }

  private void text(String text) {
    textBegan = content == null ? 0 : content.length();
    content = content == null ? text : content + text;
  }

  private void thought(Part part, @Nullable String text, @Nullable String signature) {
    if (text != null) {
      thoughts.append(text);
    }
    if (signature != null) {
      kept.add(part);
    }
  }

  /** Whether the model refused in words of its own. */
  boolean refuses() {
    return refusal != null;
  }

  /** How likely its tokens were, where that was told. */
  List<TokenLogprob> tokens() {
    return tokens;
  }

  void write(JsonGenerator out, AnswerExtra extra) {
    out.writeObjectPropertyStart("message");
    out.writeStringProperty("role", "assistant");
    out.writeName("content");
    out.writeString(content);
    out.writeName("refusal");
    out.writeString(refusal);
    if (!thoughts.isEmpty()) {
      out.writeStringProperty(Spelling.THOUGHTS, thoughts.toString());
    }
    if (details != null) {
      JsonWriter.field(out, AnswerExtra.DETAILS, details);
    }
    if (!calls.isEmpty() && older) {
      Spelling.olderCall(out, calls.getFirst().name(), calls.getFirst().arguments());
    } else if (!calls.isEmpty() || !customs.isEmpty()) {
      writeCalls(out);
    }
    if (!pictures.isEmpty()) {
      Spelling.pictures(out, pictures);
    }
    if (!cited.isEmpty()) {
      out.writeArrayPropertyStart("annotations");
      cited.forEach(one -> Spelling.citation(out, one.url, one.title, one.from, one.to));
      out.writeEndArray();
    }
    if (!kept.isEmpty()) {
      JsonWriter.field(out, Spelling.KEPT, keeper.write(kept));
    }
    if (!sounds.isEmpty()) {
      SpokenAnswer.write(out, sounds, content == null ? "" : content, extra.sound());
    }
    extra.writeMessage(out, !sounds.isEmpty());
    out.writeEndObject();
  }

  private void writeCalls(JsonGenerator out) {
    out.writeArrayPropertyStart("tool_calls");
    for (Part.ToolCall call : calls) {
      out.writeStartObject();
      out.writeStringProperty("id", call.id());
      out.writeStringProperty("type", "function");
      out.writeObjectPropertyStart("function");
      out.writeStringProperty("name", call.name());
      out.writeStringProperty("arguments", call.arguments());
      AnswerExtra.writeFunction(out, call);
      out.writeEndObject();
      AnswerExtra.writeCall(out, call);
      out.writeEndObject();
    }
    for (CustomCall call : customs) {
      out.writeStartObject();
      call.write(out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
