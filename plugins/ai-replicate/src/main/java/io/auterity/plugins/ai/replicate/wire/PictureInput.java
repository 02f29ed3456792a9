package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.toolkit.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A wish for pictures as input of a model, by the names that most of them know. */
public final class PictureInput {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  /** The input of the model; the caller's own fields for it win. */
  public static Json.Obj of(ImageRequest request) {
    if (request.prompt().isBlank()) {
      throw Refusal.invalid("prompt", "must not be empty");
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("prompt", Json.of(request.prompt()));
    if (request.style() != null) {
      put(request.style(), fields);
    }
    Json.Obj own = Extra.in(request.extra(), ReplicateChat.DIALECT);
    if (own.get("num_outputs") != null) {
      throw Refusal.invalid("extra.replicate.num_outputs", "must be given as style.count");
    }
    fields.putAll(own.fields());
    return new Json.Obj(fields);
  }

  private static void put(ImageStyle style, Map<String, Json> fields) {
    refuse("style.quality", style.quality());
    refuse("style.background", style.background());
    if (style.count() != null && style.count() != 1) {
      fields.put("num_outputs", Json.of(count(style.count())));
    }
    if (style.size() != null && !style.size().equals("auto")) {
      putSize(style.size(), fields);
    }
    if (style.format() != null) {
      fields.put("output_format", Json.of(style.format().equals("jpeg") ? "jpg" : style.format()));
    }
  }

  private static long count(int asked) {
    if (asked < 1) {
      throw Refusal.invalid("style.count", "must be at least 1, not " + asked);
    }
    return asked;
  }

  private static void putSize(String size, Map<String, Json> fields) {
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw Refusal.invalid("style.size", "must be width x height, e.g. 1024x1024");
    }
    fields.put("width", Json.of(Long.parseLong(sides.group(1))));
    fields.put("height", Json.of(Long.parseLong(sides.group(2))));
  }

  private static void refuse(String field, @Nullable String asked) {
    if (asked != null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          field,
          field
              + " has another name with each model: give the model's own field in extra.replicate");
    }
  }
}
