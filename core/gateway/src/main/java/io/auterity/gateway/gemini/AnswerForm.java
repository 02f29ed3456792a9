package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form that an answer shall have. JSON by a schema is canonical, whichever of the two
 * languages of schemas it is in; any other form stays where it stands, for the vendor alone.
 */
final class AnswerForm {

  private static final String TYPE = "responseMimeType";
  private static final String JSON = "application/json";

  private AnswerForm() {}

  static Json.@Nullable Obj schema(RequestFields config) {
    String type = config.text(TYPE);
    Json.Obj openApi = object(config, "responseSchema");
    Json.Obj json = object(config, "responseJsonSchema");
    if (openApi != null && json != null) {
      throw FieldRefusals.invalid(
          config.at("responseSchema"), "must not stand beside responseJsonSchema");
    }
    if (openApi == null && json == null) {
      put(config, TYPE, type == null || type.equals("text/plain") ? null : Json.of(type));
      return null;
    }
    if (!JSON.equals(type)) {
      put(config, TYPE, type == null ? null : Json.of(type));
      put(config, "responseSchema", openApi);
      put(config, "responseJsonSchema", json);
      return null;
    }
    return openApi == null ? json : ProtoSchema.json(openApi);
  }

  private static Json.@Nullable Obj object(RequestFields config, String name) {
    return switch (config.take(name)) {
      case null -> null;
      case Json.Obj schema -> schema;
      case Json other -> throw FieldRefusals.wrongType(config.at(name), "an object", other);
    };
  }

  private static void put(RequestFields config, String name, @Nullable Json value) {
    if (value != null) {
      config.put(name, value);
    }
  }
}
