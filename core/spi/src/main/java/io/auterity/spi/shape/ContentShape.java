package io.auterity.spi.shape;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes, as base64 with their media type and perhaps the name of their file. */
record ContentShape(BytesShape bytes) implements Shape {

  private static final String MEDIA_TYPE = "mediaType";
  private static final String BASE64 = BytesShape.BASE64;
  private static final String NAME = "name";
  private static final List<String> FIELDS = List.of(MEDIA_TYPE, BASE64, NAME);

  // RFC 6838, 4.2, and parameters as they are: nothing that could end a header.
  private static final Pattern TYPE =
      Pattern.compile(
          "[a-zA-Z0-9][\\w!#$&^.+-]{0,126}/[a-zA-Z0-9][\\w!#$&^.+-]{0,126}"
              + "(;[\\x20-\\x7e]{0,126})?");

  private static final Pattern FILE = Pattern.compile("[^\\p{Cntrl}/\\\\\"]{1,255}");

  /** As large as any content in JSON may be. */
  static final ContentShape USUAL = new ContentShape(BytesShape.USUAL);

  @Override
  public Json.Obj schema() {
    Json.Obj text = Json.EMPTY.with("type", Json.of("string"));
    return Json.EMPTY
        .with("type", Json.of("object"))
        .with("description", Json.of("Bytes in base64 with their media type"))
        .with(
            "properties",
            Json.EMPTY
                .with(MEDIA_TYPE, text.with("description", Json.of("E.g. image/png")))
                .with(BASE64, bytes.schema())
                .with(NAME, text.with("description", Json.of("Name of the file"))))
        .with("required", Json.array(List.of(Json.of(MEDIA_TYPE), Json.of(BASE64))))
        .with("additionalProperties", Json.of(false));
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    if (!(json instanceof Json.Obj object)) {
      return binding.wrong(
          "must be an object", "give mediaType and base64, not " + Scalar.kindOf(json));
    }
    for (String field : object.fields().keySet()) {
      if (!FIELDS.contains(field)) {
        return unknown(field, binding);
      }
    }
    String type = object.text(MEDIA_TYPE);
    if (type == null || !TYPE.matcher(type).matches()) {
      return at(MEDIA_TYPE, binding, "must be a media type", "write e.g. image/png");
    }
    Json name = object.get(NAME);
    if (name != null && !(name instanceof Json.Null) && !isName(name)) {
      return at(NAME, binding, "must be the name of a file", "leave out its folder");
    }
    byte[] found = bytes(object, binding);
    return found == null ? null : Content.of(type, object.text(NAME), found);
  }

  private byte @Nullable [] bytes(Json.Obj object, Binding binding) {
    Json text = object.get(BASE64);
    if (text == null || text instanceof Json.Null) {
      at(BASE64, binding, "is required", "add the bytes in base64");
      return null;
    }
    binding.enterField(BASE64);
    try {
      return bytes.read(text, binding);
    } finally {
      binding.leave();
    }
  }

  private static boolean isName(Json name) {
    return name instanceof Json.Str(String text) && FILE.matcher(text).matches();
  }

  private static @Nullable Object unknown(String field, Binding binding) {
    binding.enterField(field);
    try {
      return binding.wrongName("no such field", field, FIELDS);
    } finally {
      binding.leave();
    }
  }

  private static @Nullable Object at(String field, Binding binding, String rule, String fix) {
    binding.enterField(field);
    try {
      return binding.wrong(rule, fix);
    } finally {
      binding.leave();
    }
  }

  @Override
  public Json write(Object value) {
    Content content = (Content) value;
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put(MEDIA_TYPE, Json.of(content.mediaType()));
    fields.put(BASE64, bytes.write(content.bytes()));
    if (content.name() != null) {
      fields.put(NAME, Json.of(content.name()));
    }
    return new Json.Obj(fields);
  }
}
