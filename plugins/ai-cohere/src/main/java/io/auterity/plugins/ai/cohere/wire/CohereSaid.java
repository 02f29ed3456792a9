package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Converts messages of the model to Cohere's form and back. */
final class CohereSaid {

  private final List<Json> content = new ArrayList<>();
  private final List<Json> calls = new ArrayList<>();
  private final List<Json> citations = new ArrayList<>();
  private final StringBuilder plan = new StringBuilder();

  private CohereSaid() {}

  static Json write(Message message, String place) {
    CohereSaid said = new CohereSaid();
    for (int i = 0; i < message.parts().size(); i++) {
      said.add(message.parts().get(i), "%s.parts[%d]".formatted(place, i));
    }
    Map<String, Json> fields = CohereMessages.withRole(message.role());
    said.writeTo(fields);
    fields.putAll(Extra.in(message.extra(), CohereFit.DIALECT).fields());
    return new Json.Obj(fields);
  }

  private void add(Part part, String place) {
    switch (part) {
      case Part.Text(String text) -> content.add(CohereMessages.typed("text", Json.of(text)));
      case Part.Reasoning thought -> add(thought);
      case Part.ToolCall call -> calls.add(written(call));
      case Part.Citation source -> citations.add(Extra.in(source.extra(), CohereFit.DIALECT));
      case Part.Opaque(String dialect, Json value) when dialect.equals(CohereFit.DIALECT) ->
          content.add(value);
      default -> throw CohereMessages.unsupported(place);
    }
  }

  private void add(Part.Reasoning thought) {
    String text = Objects.requireNonNullElse(thought.text(), "");
    if (CohereFit.isPlan(thought)) {
      plan.append(text);
    } else {
      content.add(CohereMessages.typed("thinking", Json.of(text)));
    }
  }

  private static Json written(Part.ToolCall call) {
    Json.Obj function =
        Json.EMPTY.with("name", Json.of(call.name())).with("arguments", Json.of(call.arguments()));
    return CohereMessages.typed("function", function).with("id", Json.of(call.id()));
  }

  private void writeTo(Map<String, Json> fields) {
    if (!plan.isEmpty()) {
      fields.put("tool_plan", Json.of(plan.toString()));
    }
    if (!content.isEmpty()) {
      fields.put("content", Json.array(content));
    }
    if (!calls.isEmpty()) {
      fields.put("tool_calls", Json.array(calls));
    }
    if (!citations.isEmpty()) {
      fields.put("citations", Json.array(citations));
    }
  }

  /** The parts of a whole message: the plan, texts each with its citations, calls of tools. */
  static List<Part> read(Json.Obj message) {
    List<Part> parts = new ArrayList<>();
    String plan = ReplyFields.text(message, "tool_plan");
    if (!plan.isEmpty()) {
      parts.add(plan(plan));
    }
    List<Json.Obj> citations = new ArrayList<>(ReplyFields.objects(message, "citations"));
    List<Json.Obj> content = ReplyFields.objects(message, "content");
    int text = firstText(content);
    for (int i = 0; i < content.size(); i++) {
      addContent(content.get(i), parts);
      addCitations(citations, i, i == text, parts);
    }
    citations.forEach(source -> parts.add(citation(source)));
    ReplyFields.objects(message, "tool_calls").forEach(call -> parts.add(call(call)));
    return parts;
  }

  private static void addContent(Json.Obj piece, List<Part> parts) {
    switch (ReplyFields.text(piece, "type")) {
      case "text" -> parts.add(new Part.Text(ReplyFields.text(piece, "text")));
      case "thinking" -> parts.add(new Part.Reasoning(ReplyFields.text(piece, "thinking"), null));
      default -> parts.add(new Part.Opaque(CohereFit.DIALECT, piece));
    }
  }

  private static int firstText(List<Json.Obj> content) {
    int index = 0;
    while (index < content.size() && !"text".equals(content.get(index).text("type"))) {
      index++;
    }
    return index;
  }

  /** Those of one piece of content; one that does not name its own belongs to the first text. */
  private static void addCitations(
      List<Json.Obj> citations, int index, boolean firstText, List<Part> parts) {
    List<Json.Obj> here =
        citations.stream()
            .filter(
                source ->
                    source.get("content_index") == null
                        ? firstText
                        : ReplyFields.number(source, "content_index") == index)
            .toList();
    here.forEach(source -> parts.add(citation(source)));
    citations.removeAll(here);
  }

  static Part plan(String text) {
    return new Part.Reasoning(text, CohereFit.PLAN, CohereFit.DIALECT);
  }

  /** The source has a name and an address where its document has; what it says is the caller's. */
  static Part citation(Json.Obj source) {
    Json.Obj first = ReplyFields.objects(source, "sources").stream().findFirst().orElse(Json.EMPTY);
    Json.Obj document = ReplyFields.object(first, "document");
    return new Part.Citation(
        "", document.text("url"), document.text("title"), Extra.of(CohereFit.DIALECT, source));
  }

  static Part.ToolCall call(Json.Obj call) {
    Json.Obj function = ReplyFields.object(call, "function");
    return new Part.ToolCall(
        ReplyFields.text(call, "id"),
        ReplyFields.text(function, "name"),
        ReplyFields.text(function, "arguments"));
  }

  static FinishReason reason(String word) {
    return switch (word) {
      case "COMPLETE" -> FinishReason.STOP;
      case "STOP_SEQUENCE" -> FinishReason.STOP_TEXT;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
      default -> FinishReason.OTHER;
    };
  }
}
