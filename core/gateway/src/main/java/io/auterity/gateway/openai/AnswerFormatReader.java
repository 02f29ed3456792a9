package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.RequestFields;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code response_format}. What has no place in the canonical request, such as a grammar of
 * one server, stays where it stands.
 *
 * @param schema of the answer; null when there is none
 * @param format JSON without a schema, or how the schema is called; null when it is neither
 */
record AnswerFormatReader(Json.@Nullable Obj schema, @Nullable AnswerFormat format) {

  private static final String NAME = "response_format";
  private static final AnswerFormatReader NOTHING = new AnswerFormatReader(null, null);

  static AnswerFormatReader of(RequestFields body) {
    Json whole = body.take(NAME);
    if (whole == null) {
      return NOTHING;
    }
    RequestFields format = RequestFields.of(NAME, whole);
    AnswerFormatReader read =
        switch (format.requiredText("type")) {
          case "text" -> NOTHING;
          case "json_object" -> new AnswerFormatReader(null, AnswerFormat.JSON);
          case "json_schema" -> schema(format);
          case String type -> {
            format.put("type", Json.of(type));
            yield NOTHING;
          }
        };
    if (!format.isEmpty()) {
      body.put(NAME, whole);
    }
    return read;
  }

  private static AnswerFormatReader schema(RequestFields format) {
    RequestFields named = format.object("json_schema");
    Json schema = named == null ? null : named.take("schema");
    if (named == null || !(schema instanceof Json.Obj written)) {
      format.put("json_schema", schema == null ? Json.EMPTY : schema);
      return NOTHING;
    }
    AnswerFormat called =
        AnswerFormat.of(named.text("name"), named.text("description"), named.choice("strict"));
    if (!named.isEmpty()) {
      format.put("json_schema", named.rest());
    }
    return new AnswerFormatReader(written, called);
  }
}
