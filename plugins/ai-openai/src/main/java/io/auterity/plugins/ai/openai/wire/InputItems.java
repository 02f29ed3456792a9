package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation as items of the Responses API. */
final class InputItems {

  /** What stands in messages and is no item. */
  private static final Set<String> PIECES =
      Set.of(
          "output_text",
          "input_text",
          "text",
          "summary_text",
          "refusal",
          "input_image",
          "input_file");

  private final List<Json> items = new ArrayList<>();

  /** Ids of calls of tools that take a text, which their results must be told by. */
  private final Set<String> custom = new HashSet<>();

  private InputItems() {}

  static Json.Arr write(List<Message> messages) {
    InputItems input = new InputItems();
    for (int i = 0; i < messages.size(); i++) {
      input.add(messages.get(i), "messages[%d]".formatted(i));
    }
    return Json.array(input.items);
  }

  private void add(Message message, String place) {
    List<Part> parts = message.parts();
    Json.Obj own = Extra.in(message.extra(), ResponsesFit.DIALECT);
    switch (message.role()) {
      case TOOL -> parts.forEach(part -> addResult(part, own, place));
      case ASSISTANT -> {
        for (int i = 0; i < parts.size(); i++) {
          addSaid(parts.get(i), own, "%s.parts[%d]".formatted(place, i));
        }
      }
      default ->
          addMessage(message.role().name().toLowerCase(Locale.ROOT), content(parts, place), own);
    }
  }

  private void addMessage(String role, Json content, Json.Obj own) {
    Map<String, Json> item = new LinkedHashMap<>();
    item.put("type", Json.of("message"));
    item.put("role", Json.of(role));
    item.put("content", content);
    own.fields().forEach(item::putIfAbsent);
    items.add(new Json.Obj(item));
  }

  private void addResult(Part part, Json.Obj further, String place) {
    if (!(part instanceof Part.ToolResult result)) {
      throw Refusal.invalid(place, "of role tool may hold tool_result parts only");
    }
    Json own = own(result);
    if (own != null) {
      items.add(whole(own, place));
      return;
    }
    Map<String, Json> item = new LinkedHashMap<>();
    item.put(
        "type",
        Json.of(custom.contains(result.id()) ? "custom_tool_call_output" : "function_call_output"));
    item.put("call_id", Json.of(result.id()));
    boolean words = result.parts().stream().allMatch(Part.Text.class::isInstance);
    item.put("output", words ? Json.of(result.text()) : pieces(result.parts(), place));
    further.fields().forEach(item::putIfAbsent);
    items.add(new Json.Obj(item));
  }

  /** An item that its caller wrote, of a tool whose form is this vendor's; null when it is none. */
  private static @Nullable Json own(Part.ToolResult result) {
    return result.parts().size() == 1
            && result.parts().getFirst() instanceof Part.Opaque(String dialect, Json.Obj item)
            && dialect.equals(ResponsesFit.DIALECT)
            && ReplyFields.text(item, "type").endsWith("_output")
        ? item
        : null;
  }

  private void addSaid(Part part, Json.Obj own, String place) {
    String refusal = refusal(part);
    Json.Obj called = CustomTools.call(part);
    switch (part) {
      case Part.Text(String text) -> addMessage("assistant", Json.of(text), own);
      case Part.ToolCall call -> items.add(call(call));
      case Part.Reasoning thought -> items.add(SealedThought.write(thought));
      case Part.Opaque _ when refusal != null -> addMessage("assistant", Json.of(refusal), own);
      case Part.Opaque _ when called != null -> {
        custom.add(ReplyFields.text(called, "id"));
        items.add(CustomTools.item(called));
      }
      case Part.Opaque(String dialect, Json item) when dialect.equals(ResponsesFit.DIALECT) -> {
        if (item instanceof Json.Obj piece && PIECES.contains(ReplyFields.text(piece, "type"))) {
          addMessage("assistant", Json.array(List.of(piece)), own);
          return;
        }
        if (item instanceof Json.Obj said && "custom_tool_call".equals(said.text("type"))) {
          custom.add(ReplyFields.text(said, "call_id"));
        }
        items.add(whole(item, place));
      }
      default -> throw PartJson.unsupported(place);
    }
  }

  // What an item only points to would be billed, though its size is unknown.
  private static Json whole(Json item, String place) {
    if (item instanceof Json.Obj fields && pointsOnly(fields)) {
      throw PartJson.unsupported(place);
    }
    if (item instanceof Json.Obj more
        && ReplyFields.text(more, "type").equals("additional_tools")) {
      ResponsesTools.checkInside(more);
    }
    return item;
  }

  private static boolean pointsOnly(Json.Obj item) {
    String type = item.text("type");
    return type == null ? item.get("role") == null : type.equals("item_reference");
  }

  private static @Nullable String refusal(Part part) {
    return part instanceof Part.Opaque(String dialect, Json value)
            && dialect.equals(ChatJson.DIALECT)
            && value instanceof Json.Obj object
            && "refusal".equals(object.text("type"))
        ? object.text("refusal")
        : null;
  }

  private static Json call(Part.ToolCall call) {
    Map<String, Json> item = new LinkedHashMap<>();
    item.put("type", Json.of("function_call"));
    item.put("call_id", Json.of(call.id()));
    item.put("name", Json.of(call.name()));
    item.put("arguments", Json.of(call.arguments()));
    Extra.in(call.extra(), ResponsesFit.DIALECT).fields().forEach(item::putIfAbsent);
    return new Json.Obj(item);
  }

  private static Json content(List<Part> parts, String place) {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)
        ? Json.of(text)
        : pieces(parts, place);
  }

  private static Json pieces(List<? extends Part> parts, String place) {
    List<Json> pieces = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      pieces.add(piece(parts.get(i), "%s.parts[%d]".formatted(place, i)));
    }
    return Json.array(pieces);
  }

  private static Json piece(Part part, String place) {
    return switch (part) {
      case Part.Text(String text) -> ResponsesBody.typed("input_text", "text", Json.of(text));
      case Part.Image image -> image(image, place);
      case Part.File file -> file(file, place);
      case Part.Opaque(String dialect, Json value) when dialect.equals(ChatJson.DIALECT) ->
          kept(value, place);
      case Part.Opaque(String dialect, Json value) when dialect.equals(ResponsesFit.DIALECT) ->
          value;
      default -> throw PartJson.unsupported(place);
    };
  }

  private static Json image(Part.Image image, String place) {
    String url =
        image.url() != null
            ? image.url()
            : PartJson.dataUrl(image.mediaType(), image.base64(), place);
    String detail = ReplyFields.text(Extra.in(image.extra(), ChatJson.DIALECT), "detail");
    return ResponsesBody.typed("input_image", "image_url", Json.of(url))
        .with("detail", Json.of(detail.isEmpty() ? "auto" : detail));
  }

  private static Json file(Part.File file, String place) {
    if (file.url() != null) {
      return ResponsesBody.typed("input_file", "file_url", Json.of(file.url()));
    }
    String data = PartJson.dataUrl(file.mediaType(), file.base64(), place);
    return ResponsesBody.typed(
            "input_file", "filename", Json.of(file.name() == null ? "file" : file.name()))
        .with("file_data", Json.of(data));
  }

  /** A file that the vendor keeps, as a chat names it. */
  private static Json kept(Json value, String place) {
    String id =
        value instanceof Json.Obj piece
            ? ReplyFields.text(ReplyFields.object(piece, "file"), "file_id")
            : "";
    if (id.isEmpty()) {
      throw PartJson.unsupported(place);
    }
    return ResponsesBody.typed("input_file", "file_id", Json.of(id));
  }
}
