package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes messages as the dialect's. One has its words in one text, pictures and calls of tools
 * beside it; each answer of a tool is a message of its own.
 */
final class OllamaMessages {

  private final Map<String, String> tools = new HashMap<>();
  private final List<Json> written = new ArrayList<>();

  private OllamaMessages() {}

  static Json.Arr write(List<Message> messages) {
    OllamaMessages all = new OllamaMessages();
    for (int i = 0; i < messages.size(); i++) {
      all.add(messages.get(i), "messages[%d]".formatted(i));
    }
    return Json.array(all.written);
  }

  private void add(Message message, String place) {
    List<String> words = new ArrayList<>();
    StringBuilder thoughts = new StringBuilder();
    List<Json> pictures = new ArrayList<>();
    List<Json> calls = new ArrayList<>();
    boolean results = false;
    for (int i = 0; i < message.parts().size(); i++) {
      String at = "%s.parts[%d]".formatted(place, i);
      switch (message.parts().get(i)) {
        case Part.Text(String text) -> words.add(text);
        case Part.Image image -> pictures.add(picture(image, at));
        case Part.Reasoning thought when thought.text() != null -> thoughts.append(thought.text());
        case Part.ToolCall call -> calls.add(call(call, at));
        case Part.ToolResult result -> {
          written.add(result(result, at));
          results = true;
        }
        default -> throw unsupported(at);
      }
    }
    // What a model said in pieces is one text; others' pieces are lines.
    String content = String.join(message.role() == Role.ASSISTANT ? "" : "\n", words);
    if (!results || !content.isEmpty()) {
      written.add(message(message.role(), content, thoughts.toString(), pictures, calls));
    }
  }

  private static Json message(
      Role role, String content, String thoughts, List<Json> pictures, List<Json> calls) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("role", Json.of(role.name().toLowerCase(Locale.ROOT)));
    fields.put("content", Json.of(content));
    if (!thoughts.isEmpty()) {
      fields.put("thinking", Json.of(thoughts));
    }
    if (!pictures.isEmpty()) {
      fields.put("images", Json.array(pictures));
    }
    if (!calls.isEmpty()) {
      fields.put("tool_calls", Json.array(calls));
    }
    return new Json.Obj(fields);
  }

  private static Json picture(Part.Image image, String at) {
    if (image.base64() == null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED, at, at + " is a picture by URL, which this dialect has not");
    }
    return Json.of(image.base64());
  }

  private Json call(Part.ToolCall call, String at) {
    tools.put(call.id(), call.name());
    Json.Obj function =
        Json.EMPTY
            .with("name", Json.of(call.name()))
            .with("arguments", arguments(call.arguments(), at));
    return Json.EMPTY.with("id", Json.of(call.id())).with("function", function);
  }

  private static Json.Obj arguments(String arguments, String at) {
    try {
      if (arguments.isBlank()) {
        return Json.EMPTY;
      }
      if (JsonUtf8.readForeign(arguments.getBytes(StandardCharsets.UTF_8))
          instanceof Json.Obj object) {
        return object;
      }
    } catch (MalformedJsonException e) {
      // refused below like any other text that is no object
    }
    throw Refusal.invalid(at, "has arguments that are no JSON object, as this dialect needs them");
  }

  private Json result(Part.ToolResult result, String at) {
    if (!result.parts().stream().allMatch(Part.Text.class::isInstance)) {
      throw unsupported(at);
    }
    Json.Obj message =
        Json.EMPTY
            .with("role", Json.of("tool"))
            .with("content", Json.of(result.text()))
            .with("tool_call_id", Json.of(result.id()));
    String name = tools.get(result.id());
    return name == null ? message : message.with("tool_name", Json.of(name));
  }

  /** Another vendor may be able to carry it: the call can go there. */
  private static CallFailedException unsupported(String at) {
    return Refusal.of(
        FailureCode.UNSUPPORTED, at, at + " is of a type that this dialect has not there");
  }
}
