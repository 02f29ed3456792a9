package io.auterity.gateway.openai;

import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes JSON bytes. */
final class Wire {

  private static final int USUAL = 1_024;
  private static final JsonFactory FACTORY = new JsonFactory();

  private Wire() {}

  static byte[] bytes(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
    write(bytes, content);
    return bytes.toByteArray();
  }

  /** Appends one JSON value. */
  static void write(ByteArrayOutputStream bytes, Consumer<JsonGenerator> content) {
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(out);
    }
  }

  static void json(JsonGenerator out, Json value) {
    switch (value) {
      case Json.Null ignored -> out.writeNull();
      case Json.Bool(boolean flag) -> out.writeBoolean(flag);
      case Json.Int(long number) -> out.writeNumber(number);
      case Json.Dec(double number) -> out.writeNumber(number);
      case Json.Str(String text) -> out.writeString(text);
      case Json.Arr(List<Json> items) -> {
        out.writeStartArray();
        items.forEach(item -> json(out, item));
        out.writeEndArray();
      }
      case Json.Obj(Map<String, Json> fields) -> {
        out.writeStartObject();
        fields.forEach((name, field) -> field(out, name, field));
        out.writeEndObject();
      }
    }
  }

  static void field(JsonGenerator out, String name, Json value) {
    out.writeName(name);
    json(out, value);
  }
}
