package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dialect's form of what the model said before. */
final class AssistantJson {

  private final List<Part> said = new ArrayList<>();
  private final List<Json> content = new ArrayList<>();
  private final List<Json> calls = new ArrayList<>();
  private final List<Json> pictures = new ArrayList<>();
  private final StringBuilder thoughts = new StringBuilder();
  private @Nullable Json details;

  private AssistantJson() {}

  static void write(List<Part> parts, String place, Map<String, Json> fields) {
    AssistantJson json = new AssistantJson();
    for (int i = 0; i < parts.size(); i++) {
      json.add(parts.get(i), "%s.parts[%d]".formatted(place, i));
    }
    json.writeTo(fields);
  }

  private void add(Part part, String place) {
    switch (part) {
      case Part.Reasoning thought ->
          thoughts.append(Objects.requireNonNullElse(thought.text(), ""));
      case Part.ToolCall call -> calls.add(toolCall(call));
      case Part.Image _ -> pictures.add(PartJson.write(part, place));
      case Part.Opaque _ when FurtherFields.details(part) != null ->
          details = FurtherFields.details(part);
      case Part.Opaque(String _, Json call) when CustomTools.call(part) != null -> calls.add(call);
      case Part.Text _, Part.Opaque _ -> {
        said.add(part);
        content.add(PartJson.write(part, place));
      }
      default -> throw PartJson.unsupported(place);
    }
  }

  private void writeTo(Map<String, Json> fields) {
    fields.put("content", content());
    if (!thoughts.isEmpty()) {
      fields.put("reasoning_content", Json.of(thoughts.toString()));
    }
    if (details != null) {
      fields.put(FurtherFields.DETAILS, details);
    }
    if (!pictures.isEmpty()) {
      fields.put(AnswerParts.PICTURES, Json.array(pictures));
    }
    if (!calls.isEmpty()) {
      fields.put("tool_calls", Json.array(calls));
    }
  }

  private Json content() {
    if (!said.stream().allMatch(Part.Text.class::isInstance)) {
      return Json.array(content);
    }
    String text =
        said.stream().map(part -> ((Part.Text) part).text()).collect(Collectors.joining());
    return text.isEmpty() && !calls.isEmpty() ? Json.NULL : Json.of(text);
  }

  private static Json toolCall(Part.ToolCall call) {
    Map<String, Json> more = new LinkedHashMap<>(Extra.in(call.extra(), ChatJson.DIALECT).fields());
    Map<String, Json> function = new LinkedHashMap<>();
    function.put("name", Json.of(call.name()));
    function.put("arguments", Json.of(call.arguments()));
    if (more.remove("function") instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(function::putIfAbsent);
    }
    Map<String, Json> all =
        new LinkedHashMap<>(ChatJson.typed("function", new Json.Obj(function)).fields());
    all.put("id", Json.of(call.id()));
    more.forEach(all::putIfAbsent);
    return new Json.Obj(all);
  }
}
