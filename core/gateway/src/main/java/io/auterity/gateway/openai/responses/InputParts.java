package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.CacheMark;
import io.auterity.gateway.dialect.DataUrl;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pieces of an item's content; an annotation of a text becomes a part behind it. A piece
 * that is not known to its last member goes on as it came.
 */
final class InputParts {

  /** One text, or a list of pieces. */
  static List<Part> read(String path, @Nullable Json content) {
    return switch (content) {
      case null -> List.of();
      case Json.Str(String text) -> List.of(new Part.Text(text));
      case Json.Arr(List<Json> pieces) -> {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
          read(JsonPath.item(path, i), pieces.get(i), parts);
        }
        yield parts;
      }
      default -> throw FieldRefusals.wrongType(path, "a string or an array", content);
    };
  }

  private static void read(String path, Json value, List<Part> parts) {
    RequestFields piece = RequestFields.of(path, value);
    Part.CachePoint mark = CacheMark.take(piece);
    List<Part> known = new ArrayList<>(1);
    switch (piece.requiredText("type")) {
      case "input_text", "text", "summary_text" ->
          known.add(new Part.Text(piece.requiredText("text")));
      case "output_text" -> text(piece, known);
      case "refusal" -> known.add(refusal(piece.requiredText("refusal")));
      case "input_image" -> known.add(image(piece));
      case "input_file" -> known.add(file(piece));
      default -> {}
    }
    if (known.isEmpty() || !piece.isEmpty()) {
      parts.add(new Part.Opaque(ResponsesReader.RESPONSES, unmarked((Json.Obj) value)));
    } else {
      parts.addAll(known);
    }
    if (mark != null) {
      parts.add(mark);
    }
  }

  private static Json unmarked(Json.Obj piece) {
    if (piece.get(CacheMark.FIELD) == null) {
      return piece;
    }
    Map<String, Json> fields = new LinkedHashMap<>(piece.fields());
    fields.remove(CacheMark.FIELD);
    return new Json.Obj(fields);
  }

  /** A refusal in the model's words, which are no answer and so no text. */
  static Part refusal(String words) {
    return new Part.Opaque(ResponsesReader.CHAT, FunctionReader.typed("refusal", Json.of(words)));
  }

  private static void text(RequestFields piece, List<Part> parts) {
    parts.add(new Part.Text(piece.requiredText("text")));
    piece.take("logprobs");
    List<Json> annotations = piece.list("annotations");
    for (int i = 0; annotations != null && i < annotations.size(); i++) {
      String path = JsonPath.item(piece.at("annotations"), i);
      parts.add(source(RequestFields.of(path, annotations.get(i))));
    }
  }

  private static Part source(RequestFields annotation) {
    return "url_citation".equals(annotation.rest().text("type"))
        ? new Part.Citation("", annotation.requiredText("url"), annotation.text("title"))
        : new Part.Citation("", null, null, annotation.extra(ResponsesReader.RESPONSES));
  }

  private static Part image(RequestFields piece) {
    String url = piece.text("image_url");
    String detail = piece.text("detail");
    if (piece.take("file_id") != null || url == null) {
      throw FieldRefusals.unsupported(
          piece.at("image_url"), "is needed: a picture goes by its address or as data");
    }
    Json.Obj fine =
        detail == null || detail.equals("auto") ? null : Json.EMPTY.with("detail", Json.of(detail));
    return DataUrl.read(url)
        .map(data -> (Part) data.part(null, extra(fine)))
        .orElseGet(() -> new Part.Image(url, null, null, extra(fine)));
  }

  private static @Nullable Map<String, Json.Obj> extra(Json.@Nullable Obj fields) {
    return Extra.of(ResponsesReader.CHAT, fields);
  }

  private static Part file(RequestFields piece) {
    String id = piece.text("file_id");
    String name = piece.text("filename");
    String url = piece.text("file_url");
    String data = piece.text("file_data");
    if (id != null && name == null && url == null && data == null) {
      return new Part.Opaque(
          ResponsesReader.CHAT,
          FunctionReader.typed("file", Json.EMPTY.with("file_id", Json.of(id))));
    }
    if (id != null || (url == null) == (data == null)) {
      throw FieldRefusals.invalid(
          piece.at("file_data"), "must stand alone, and so must file_url and file_id");
    }
    var extra = piece.takeExtra(ResponsesReader.RESPONSES);
    if (url != null) {
      return new Part.File(name, url, null, null, extra);
    }
    DataUrl read =
        DataUrl.read(Objects.requireNonNull(data))
            .orElseThrow(
                () ->
                    FieldRefusals.invalid(
                        piece.at("file_data"), "must be a data URL in base64 with a media type"));
    return read.part(name, extra);
  }
}
