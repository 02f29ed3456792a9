package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.CacheMark;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as the items that {@link ItemReader} read it from. */
final class ItemWriter {

  private final String ids;
  private final UnsupportedParts keeper;
  private final List<Json> items = new ArrayList<>();

  private ItemWriter(String ids, UnsupportedParts keeper) {
    this.ids = ids;
    this.keeper = keeper;
  }

  /**
   * The items of a conversation, oldest first.
   *
   * @param ids what the ids of all items have in common
   */
  static List<Json> write(List<Message> messages, String ids, UnsupportedParts keeper) {
    ItemWriter writer = new ItemWriter(ids, keeper);
    for (int i = 0; i < messages.size(); i++) {
      writer.write(i, messages.get(i));
    }
    return writer.items;
  }

  private void write(int number, Message message) {
    switch (message.role()) {
      case ASSISTANT -> said(number, message);
      case TOOL ->
          message
              .parts()
              .forEach(
                  part ->
                      result(
                          (Part.ToolResult) part,
                          Extra.in(message.extra(), ResponsesReader.RESPONSES)));
      case SYSTEM, USER -> {
        Map<String, Json> fields = head("msg_", "message");
        fields.put("role", Json.of(message.role().name().toLowerCase(Locale.ROOT)));
        fields.put("content", pieces(message.parts()));
        fields.putAll(Extra.in(message.extra(), ResponsesReader.RESPONSES).fields());
        items.add(new Json.Obj(fields));
      }
    }
  }

  private void said(int number, Message message) {
    OutputItems said = new OutputItems(ids + "_i" + number, keeper, ResponseEventSink.NOBODY, null);
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = spoken(message.parts().get(i));
      if (OutputItems.carries(part) && !(part instanceof Part.CachePoint)) {
        said.add(i, part);
      }
    }
    said.end(true);
    Json.Obj own = Extra.in(message.extra(), ResponsesReader.RESPONSES);
    said.json().items().forEach(item -> items.add(with(own, (Json.Obj) item)));
  }

  // Words that came with members which are not known are told without them.
  private static Part spoken(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj piece)
            && dialect.equals(ResponsesReader.RESPONSES)
            && "output_text".equals(piece.text("type"))
        ? new Part.Text(Objects.requireNonNullElse(piece.text("text"), ""))
        : part;
  }

  private static Json with(Json.Obj own, Json.Obj item) {
    if (own.fields().isEmpty() || !"message".equals(item.text("type"))) {
      return item;
    }
    Map<String, Json> fields = new LinkedHashMap<>(item.fields());
    fields.putAll(own.fields());
    return new Json.Obj(fields);
  }

  private void result(Part.ToolResult result, Json.Obj further) {
    Json.Obj own = ItemReader.ownResult(result);
    if (own != null) {
      Map<String, Json> whole = new LinkedHashMap<>(own.fields());
      head("tso_", "custom_tool_call_output").forEach(whole::putIfAbsent);
      items.add(new Json.Obj(whole));
      return;
    }
    Map<String, Json> fields = head("fco_", "function_call_output");
    fields.put("call_id", Json.of(result.id()));
    fields.put(
        "output",
        result.parts().size() == 1 && result.parts().getFirst() instanceof Part.Text(String text)
            ? Json.of(text)
            : pieces(result.parts()));
    further.fields().forEach(fields::putIfAbsent);
    items.add(new Json.Obj(fields));
  }

  private Map<String, Json> head(String prefix, String type) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("id", Json.of(prefix + ids + "_i" + items.size()));
    fields.put("type", Json.of(type));
    fields.put("status", Json.of("completed"));
    return fields;
  }

  // A mark for a cache stands in the piece before it.
  private static Json pieces(List<? extends Part> parts) {
    List<Json> pieces = new ArrayList<>();
    for (Part part : parts) {
      if (!(part instanceof Part.CachePoint mark)) {
        pieces.add(content(part));
      } else if (!pieces.isEmpty() && pieces.getLast() instanceof Json.Obj last) {
        Json.Obj control = Json.EMPTY.with("type", Json.of("ephemeral"));
        control = mark.ttl() == null ? control : control.with("ttl", Json.of(mark.ttl()));
        pieces.set(pieces.size() - 1, last.with(CacheMark.FIELD, control));
      }
    }
    return Json.array(pieces);
  }

  private static Json content(Part part) {
    return switch (part) {
      case Part.Text(String text) -> of("input_text").with("text", Json.of(text));
      case Part.Image image -> image(image);
      case Part.File file -> file(file);
      case Part.Opaque(String _, Json.Obj value)
          when value.get("file") instanceof Json.Obj(Map<String, Json> named) -> {
        Map<String, Json> fields = new LinkedHashMap<>(of("input_file").fields());
        fields.putAll(named);
        yield new Json.Obj(fields);
      }
      case Part.Opaque(String dialect, Json.Obj value)
          when dialect.equals(ResponsesReader.RESPONSES) ->
          value;
      default -> throw new IllegalStateException("no request has it: " + part.getClass());
    };
  }

  private static Json image(Part.Image image) {
    String detail = Extra.in(image.extra(), ResponsesReader.CHAT).text("detail");
    return of("input_image")
        .with("image_url", Json.of(address(image.url(), image.mediaType(), image.base64())))
        .with("detail", Json.of(detail == null ? "auto" : detail));
  }

  private static Json file(Part.File file) {
    Map<String, Json> fields = new LinkedHashMap<>(of("input_file").fields());
    if (file.name() != null) {
      fields.put("filename", Json.of(file.name()));
    }
    fields.put(
        file.url() == null ? "file_data" : "file_url",
        Json.of(address(file.url(), file.mediaType(), file.base64())));
    fields.putAll(Extra.in(file.extra(), ResponsesReader.RESPONSES).fields());
    return new Json.Obj(fields);
  }

  private static String address(
      @Nullable String url, @Nullable String mediaType, @Nullable String base64) {
    return url == null ? "data:%s;base64,%s".formatted(mediaType, base64) : url;
  }

  private static Json.Obj of(String type) {
    return Json.EMPTY.with("type", Json.of(type));
  }
}
