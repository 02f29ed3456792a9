package io.auterity.platform.json;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes JSON values, whole or into a document that a generator is writing. */
public final class JsonWriter {

  /** Compact text of the value in UTF-8. */
  public static byte[] bytes(Json value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }

  public static void write(JsonGenerator out, Json value) {
    switch (value) {
      case Json.Null ignored -> out.writeNull();
      case Json.Bool(boolean flag) -> out.writeBoolean(flag);
      case Json.Int(long number) -> out.writeNumber(number);
      case Json.Dec(double number) -> out.writeNumber(number);
      case Json.Str(String text) -> out.writeString(text);
      case Json.Arr(List<Json> items) -> {
        out.writeStartArray();
        items.forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Json.Obj(Map<String, Json> fields) -> {
        out.writeStartObject();
        fields.forEach((name, field) -> field(out, name, field));
        out.writeEndObject();
      }
    }
  }

  /** Writes a field of the object that the generator is in. */
  public static void field(JsonGenerator out, String name, Json value) {
    out.writeName(name);
    write(out, value);
  }
}
