package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.DataUrl;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.PictureFiles;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads content blocks. A block that the canonical form cannot hold whole, to its last field, is
 * carried opaque. A mark for the cache and a citation become parts of their own behind the block.
 */
record BlockReader(SealedParts sealed) {

  private static final String MARK = "cache_control";

  /** The parts of a content: one text, or a list of blocks. */
  List<Part> readAll(String path, @Nullable Json content) {
    return switch (content) {
      case null -> List.of();
      case Json.Str(String text) -> List.of(new Part.Text(text));
      case Json.Arr(List<Json> blocks) -> {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
          parts.addAll(read(JsonPath.item(path, i), blocks.get(i)));
        }
        yield parts;
      }
      default -> throw FieldRefusals.wrongType(path, "a string or an array", content);
    };
  }

  private List<Part> read(String path, Json block) {
    RequestFields fields = RequestFields.of(path, block);
    String type = fields.requiredText("type");
    if (type.equals("redacted_thinking")
        && UnsupportedParts.isSealed(((Json.Obj) block).text("data"))) {
      return sealed.read(fields.requiredText("data"), fields.at("data"));
    }
    Part.CachePoint mark = mark(fields);
    Part known =
        switch (type) {
          case "text" -> new Part.Text(fields.requiredText("text"));
          case "image" -> image(fields);
          case "document" -> document(fields);
          case "tool_use" -> toolUse(fields);
          case "tool_result" -> toolResult(fields);
          case "thinking" -> thinking(fields);
          default -> null;
        };
    List<Part> parts = new ArrayList<>(2);
    if (known != null) {
      parts.add(known);
    }
    if (known instanceof Part.Text) {
      citations(fields, parts);
    }
    if (known == null || !fields.isEmpty()) {
      parts.clear();
      parts.add(opaque((Json.Obj) block));
    }
    if (mark != null) {
      parts.add(mark);
    }
    return parts;
  }

  /** A block that names a file, as if that file's bytes stood there. */
  Part.Content filled(Json.Obj block, Part.File file) {
    if ("image".equals(block.text("type")) && !PictureFiles.isOne(file)) {
      throw FieldRefusals.invalid(
          "file_id",
          "'%s' is no picture: name one of png, jpeg, gif or webp".formatted(file.name()));
    }
    Map<String, Json> source =
        new LinkedHashMap<>(((Json.Obj) Objects.requireNonNull(block.get("source"))).fields());
    source.remove("file_id");
    source.put("type", Json.of("base64"));
    source.put("media_type", Json.of(Objects.requireNonNull(file.mediaType())));
    source.put("data", Json.of(Objects.requireNonNull(file.base64())));
    Part whole = read("", block.with("source", new Json.Obj(source))).getFirst();
    return whole instanceof Part.File told && told.name() == null
        ? new Part.File(file.name(), null, told.mediaType(), told.base64(), told.extra())
        : (Part.Content) whole;
  }

  private static Part opaque(Json.Obj block) {
    Map<String, Json> unmarked = new LinkedHashMap<>(block.fields());
    unmarked.remove(MARK);
    return new Part.Opaque(AnthropicDialect.NAME, new Json.Obj(unmarked));
  }

  /** The mark on a block or a tool; null when there is none. */
  static Part.@Nullable CachePoint mark(RequestFields fields) {
    RequestFields control = fields.object(MARK);
    if (control == null) {
      return null;
    }
    String type = control.requiredText("type");
    if (!type.equals("ephemeral")) {
      throw FieldRefusals.invalid(control.at("type"), "must be ephemeral, not " + type);
    }
    Part.CachePoint mark = new Part.CachePoint(control.text("ttl"));
    control.refuseRest();
    return mark;
  }

  private static void citations(RequestFields text, List<Part> parts) {
    List<Json> sources = text.list("citations");
    for (int i = 0; sources != null && i < sources.size(); i++) {
      String path = JsonPath.item(text.at("citations"), i);
      if (!(sources.get(i) instanceof Json.Obj source)) {
        throw FieldRefusals.wrongType(path, "an object", sources.get(i));
      }
      parts.add(citation(source));
    }
  }

  // What a vendor without such an index cited has been given an empty one, and its address for a
  // title where it had none.
  private static Part citation(Json.Obj source) {
    String url = source.text("url");
    String title = source.text("title");
    String cited = source.text("cited_text");
    boolean ours = "".equals(source.text("encrypted_index"));
    return new Part.Citation(
        cited == null ? "" : cited,
        url,
        title == null ? source.text("document_title") : ours && title.equals(url) ? null : title,
        ours ? null : Extra.of(AnthropicDialect.NAME, source));
  }

  private static @Nullable Part image(RequestFields fields) {
    RequestFields source = source(fields);
    Part image =
        switch (source.requiredText("type")) {
          case "url" -> new Part.Image(source.requiredText("url"), null, null);
          case "base64" ->
              DataUrl.part(
                  source.requiredText("media_type"), source.requiredText("data"), null, null);
          default -> null;
        };
    return source.isEmpty() ? image : null;
  }

  private static @Nullable Part document(RequestFields fields) {
    RequestFields source = source(fields);
    String title = fields.text("title");
    Map<String, Json.Obj> extra = fields.takeExtra(AnthropicDialect.NAME);
    Part file =
        switch (source.requiredText("type")) {
          case "url" -> new Part.File(title, source.requiredText("url"), null, null, extra);
          case "base64" ->
              DataUrl.part(
                  source.requiredText("media_type"), source.requiredText("data"), title, extra);
          case "text" ->
              new Part.File(
                  title,
                  null,
                  source.requiredText("media_type"),
                  base64(source.requiredText("data")),
                  extra);
          default -> null;
        };
    return source.isEmpty() ? file : null;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RequestFields source(RequestFields fields) {
    RequestFields source = fields.object("source");
    if (source == null) {
      throw FieldRefusals.missing(fields.at("source"));
    }
    return source;
  }

  private static Part toolUse(RequestFields fields) {
    String id = fields.requiredText("id");
    String name = fields.requiredText("name");
    Json input = fields.take("input");
    if (!(input instanceof Json.Obj arguments)) {
      throw input == null
          ? FieldRefusals.missing(fields.at("input"))
          : FieldRefusals.wrongType(fields.at("input"), "an object", input);
    }
    return new Part.ToolCall(id, name, arguments.toString(), caller(fields.take("caller")));
  }

  /** Who calls, unless it is the model itself. */
  private static @Nullable Map<String, Json.Obj> caller(@Nullable Json caller) {
    return caller == null || caller.equals(ContentJson.typed("direct"))
        ? null
        : Extra.of(AnthropicDialect.NAME, Json.EMPTY.with("caller", caller));
  }

  private Part toolResult(RequestFields fields) {
    String id = fields.requiredText("tool_use_id");
    String path = fields.at("content");
    List<Part.Content> content = new ArrayList<>();
    for (Part part : readAll(path, fields.take("content"))) {
      if (!(part instanceof Part.Content allowed)) {
        throw FieldRefusals.unsupported(path, "of a tool must be words, pictures or documents");
      }
      content.add(allowed);
    }
    return new Part.ToolResult(id, content, fields.choice("is_error"));
  }

  private static Part thinking(RequestFields fields) {
    String text = fields.requiredText("thinking");
    UnsupportedParts.Signature signature = SealedParts.signature(fields.text("signature"));
    return new Part.Reasoning(text.isEmpty() ? null : text, signature.text(), signature.dialect());
  }
}
