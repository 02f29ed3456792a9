package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The dialect's form of a conversation. */
final class MessagesJson {

  static Json.Arr write(List<Message> messages) {
    List<Json> written = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      write(messages.get(i), "messages[%d]".formatted(i), written);
    }
    return Json.array(written);
  }

  private static void write(Message message, String place, List<Json> written) {
    switch (message.role()) {
      case TOOL -> {
        for (Part part : message.parts()) {
          if (part instanceof Part.CachePoint point && !written.isEmpty()) {
            written.add(marked((Json.Obj) written.removeLast(), point));
          } else {
            written.add(toolResult(part, place));
          }
        }
      }
      case ASSISTANT -> written.add(assistant(message, place));
      default -> written.add(said(message, place));
    }
  }

  private static Json said(Message message, String place) {
    Map<String, Json> fields = withRole(message);
    fields.put("content", content(message.parts(), place));
    ChatJson.addExtra(fields, message.extra());
    return new Json.Obj(fields);
  }

  private static Json content(List<Part> parts, String place) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)) {
      return Json.of(text);
    }
    List<Json> written = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.CachePoint point) {
        mark(written, point);
      } else {
        written.add(PartJson.write(parts.get(i), "%s.parts[%d]".formatted(place, i)));
      }
    }
    return Json.array(written);
  }

  // The mark of a whole message stands in its last piece.
  private static Json marked(Json.Obj message, Part.CachePoint point) {
    List<Json> pieces =
        message.get("content") instanceof Json.Arr(List<Json> several)
            ? new ArrayList<>(several)
            : new ArrayList<>(
                List.of(
                    ChatJson.typed(
                        "text", Json.of(Objects.requireNonNullElse(message.text("content"), "")))));
    mark(pieces, point);
    return message.with("content", Json.array(pieces));
  }

  private static void mark(List<Json> written, Part.CachePoint point) {
    if (!written.isEmpty() && written.getLast() instanceof Json.Obj last) {
      written.set(written.size() - 1, last.with(ChatJson.MARK, ChatJson.mark(point)));
    }
  }

  private static Json assistant(Message message, String place) {
    Map<String, Json> fields = withRole(message);
    AssistantJson.write(message.parts(), place, fields);
    ChatJson.addExtra(fields, message.extra());
    return new Json.Obj(fields);
  }

  private static Json toolResult(Part part, String place) {
    if (!(part instanceof Part.ToolResult result)) {
      throw Refusal.invalid(place, "of role tool may hold tool_result parts only");
    }
    boolean marked = result.parts().stream().anyMatch(Part.CachePoint.class::isInstance);
    if (!result.parts().stream()
        .allMatch(one -> one instanceof Part.Text || one instanceof Part.CachePoint)) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          place,
          place + " holds more than words, which this dialect has not");
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("role", Json.of("tool"));
    fields.put("tool_call_id", Json.of(result.id()));
    fields.put(
        "content", marked ? content(List.copyOf(result.parts()), place) : Json.of(result.text()));
    return new Json.Obj(fields);
  }

  private static Map<String, Json> withRole(Message message) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("role", Json.of(message.role().name().toLowerCase(Locale.ROOT)));
    return fields;
  }
}
