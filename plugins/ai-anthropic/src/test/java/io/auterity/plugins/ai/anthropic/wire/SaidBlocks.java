package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.json.ReplyFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what users and tools say, as a door of this dialect would. */
final class SaidBlocks {

  private SaidBlocks() {}

  static List<Part> read(List<Json.Obj> blocks) {
    return new ArrayList<Part>(contents(blocks, true));
  }

  private static List<Part> contents(List<Json.Obj> blocks, boolean results) {
    List<Part> parts = new ArrayList<>();
    for (Json.Obj block : blocks) {
      parts.add(results ? part(block) : content(block));
      if (block.get("cache_control") instanceof Json.Obj mark) {
        parts.add(new Part.CachePoint(mark.text("ttl")));
      }
    }
    return parts;
  }

  private static Part part(Json.Obj block) {
    if (!ReplyFields.text(block, "type").equals("tool_result")) {
      return content(block);
    }
    List<Part.Content> parts =
        contents(ReplyFields.objects(block, "content"), false).stream()
            .map(Part.Content.class::cast)
            .toList();
    Boolean error = block.get("is_error") instanceof Json.Bool(boolean failed) ? failed : null;
    return new Part.ToolResult(ReplyFields.text(block, "tool_use_id"), parts, error);
  }

  private static Part.Content content(Json.Obj block) {
    Json.Obj source = ReplyFields.object(block, "source");
    return switch (ReplyFields.text(block, "type")) {
      case "text" -> new Part.Text(ReplyFields.text(block, "text"));
      case "image" ->
          new Part.Image(source.text("url"), source.text("media_type"), source.text("data"));
      case "document" ->
          new Part.File(
              block.text("title"),
              source.text("url"),
              source.text("media_type"),
              data(source),
              rest(block));
      default -> throw new AssertionError(block);
    };
  }

  private static @Nullable String data(Json.Obj source) {
    String data = source.text("data");
    return data != null && ReplyFields.text(source, "type").equals("text")
        ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
        : data;
  }

  private static @Nullable Map<String, Json.Obj> rest(Json.Obj block) {
    Map<String, Json> rest = new LinkedHashMap<>(block.fields());
    rest.keySet().removeAll(Set.of("type", "source", "title", "cache_control"));
    return Extra.of("anthropic", new Json.Obj(rest));
  }
}
