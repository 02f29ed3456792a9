package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.CacheMark;
import io.auterity.gateway.dialect.DataUrl;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pieces of a message's content. A piece that the canonical form cannot hold whole, to
 * its last field, is carried opaque.
 */
final class PartReader {

  /** Name of this dialect on opaque pieces. */
  static final String DIALECT = "openai";

  /** The parts of a piece: itself, and behind it a mark for the cache of vendors that have one. */
  static List<Part> readMarked(String path, Json value) {
    if (!(value instanceof Json.Obj piece) || piece.get(CacheMark.FIELD) == null) {
      return List.of(read(path, value));
    }
    Map<String, Json> unmarked = new LinkedHashMap<>(piece.fields());
    unmarked.remove(CacheMark.FIELD);
    Part part = read(path, new Json.Obj(unmarked));
    Part.CachePoint mark = mark(RequestFields.of(path, value));
    return mark == null ? List.of(part) : List.of(part, mark);
  }

  /** The mark of an object; null without one. */
  static Part.@Nullable CachePoint mark(RequestFields fields) {
    return CacheMark.take(fields);
  }

  static Part read(String path, Json value) {
    RequestFields fields = RequestFields.of(path, value);
    String type = fields.requiredText("type");
    Part known =
        switch (type) {
          case "text" -> new Part.Text(fields.requiredText("text"));
          case "image_url" -> image(fields);
          case "input_audio" -> audio(fields);
          case "file" -> file(fields);
          default -> null;
        };
    return known != null && fields.isEmpty() ? known : new Part.Opaque(DIALECT, value);
  }

  private static @Nullable Part image(RequestFields fields) {
    RequestFields image = fields.object("image_url");
    if (image == null) {
      throw FieldRefusals.missing(fields.at("image_url"));
    }
    String url = image.requiredText("url");
    String detail = image.text("detail");
    if (detail != null && !detail.equals("auto")) {
      image.put("detail", Json.of(detail));
    }
    Map<String, Json.Obj> extra = image.extra(PartReader.DIALECT);
    return DataUrl.read(url)
        .map(data -> (Part) data.part(null, extra))
        .orElseGet(() -> new Part.Image(url, null, null, extra));
  }

  private static @Nullable Part audio(RequestFields fields) {
    RequestFields audio = fields.object("input_audio");
    if (audio == null) {
      throw FieldRefusals.missing(fields.at("input_audio"));
    }
    String data = audio.requiredText("data");
    String mediaType =
        switch (audio.requiredText("format")) {
          case "wav" -> "audio/wav";
          case "mp3" -> "audio/mpeg";
          default -> null;
        };
    return mediaType == null || !audio.isEmpty() ? null : new Part.Audio(mediaType, data);
  }

  // By address as responses spell it: chat completions themselves know bytes and ids alone.
  private static @Nullable Part file(RequestFields fields) {
    RequestFields file = fields.object("file");
    if (file == null) {
      throw FieldRefusals.missing(fields.at("file"));
    }
    String data = file.text("file_data");
    String name = file.text("filename");
    String url = file.text("file_url");
    if (url != null && data == null && file.isEmpty()) {
      return new Part.File(name, url, null, null);
    }
    if (url != null || data == null || !file.isEmpty()) {
      return null;
    }
    return DataUrl.read(data).map(read -> (Part) read.part(name, null)).orElse(null);
  }
}
