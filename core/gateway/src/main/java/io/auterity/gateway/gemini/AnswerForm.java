package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/**
 * The form that an answer shall have. JSON is canonical, and so is its schema, whichever of the two
 * languages of schemas it is in; any other form stays where it stands, for the vendor alone.
 *
 * @param json whether it shall be JSON without a schema
 */
record AnswerForm(Json.@Nullable Obj schema, boolean json) {

  private static final String TYPE = "responseMimeType";
  private static final String JSON = "application/json";

  private static final AnswerForm OTHER = new AnswerForm(null, false);

  static AnswerForm of(RequestFields config) {
    String type = config.text(TYPE);
    Json.Obj openApi = object(config, "responseSchema");
    Json.Obj json = object(config, "responseJsonSchema");
    if (openApi != null && json != null) {
      throw FieldRefusals.invalid(
          config.at("responseSchema"), "must not stand beside responseJsonSchema");
    }
    if (openApi == null && json == null) {
      boolean wanted = JSON.equals(type);
      boolean usual = type == null || wanted || type.equals("text/plain");
      put(config, TYPE, usual ? null : text(type));
      return new AnswerForm(null, wanted);
    }
    if (!JSON.equals(type)) {
      put(config, TYPE, text(type));
      put(config, "responseSchema", openApi);
      put(config, "responseJsonSchema", json);
      return OTHER;
    }
    return new AnswerForm(openApi == null ? json : ProtoSchema.json(openApi), false);
  }

  private static @Nullable Json text(@Nullable String value) {
    return value == null ? null : Json.of(value);
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
