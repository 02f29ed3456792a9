package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A call of a tool of the caller's that takes a text instead of arguments.
 *
 * @param more fields beside those that the dialect names
 */
record CustomCall(String id, String name, String input, Json.Obj more) {

  static final String TYPE = "custom";

  private static final String INPUT = "input";
  private static final String RESPONSES = "openai-responses";
  private static final Set<String> OF_ITEM =
      Set.of("id", "type", "status", "call_id", "name", INPUT, "namespace");

  /** The call that a part of an answer is, as either API of the vendor tells it; null if none. */
  static @Nullable CustomCall of(Part part) {
    if (!(part instanceof Part.Opaque(String dialect, Json.Obj value))) {
      return null;
    }
    if (dialect.equals(RESPONSES) && "custom_tool_call".equals(value.text("type"))) {
      Map<String, Json> rest = new LinkedHashMap<>(value.fields());
      rest.keySet().removeAll(OF_ITEM);
      return of(value.text("call_id"), value, new Json.Obj(rest));
    }
    return dialect.equals(PartReader.DIALECT)
            && TYPE.equals(value.text("type"))
            && value.get(TYPE) instanceof Json.Obj said
        ? of(value.text("id"), said, Json.EMPTY)
        : null;
  }

  private static CustomCall of(@Nullable String id, Json.Obj said, Json.Obj more) {
    return new CustomCall(
        Objects.requireNonNullElse(id, ""),
        Objects.requireNonNullElse(said.text("name"), ""),
        Objects.requireNonNullElse(said.text(INPUT), ""),
        more);
  }

  /** Reads one out of a conversation; what else stands in it goes back as it came. */
  static Part read(RequestFields call) {
    RequestFields said = call.object(TYPE);
    if (said == null) {
      throw FieldRefusals.missing(call.at(TYPE));
    }
    call.take("index");
    call.put("id", Json.of(call.requiredText("id")));
    call.put("type", Json.of(TYPE));
    said.put("name", Json.of(said.requiredText("name")));
    said.put(INPUT, Json.of(said.requiredText(INPUT)));
    call.put(TYPE, said.rest());
    return new Part.Opaque(PartReader.DIALECT, call.rest());
  }

  /** Reads a tool of another type than a function, which goes on as it is where it is known. */
  static Tool tool(String type, RequestFields fields, Json.Obj whole) {
    String name = type;
    Json.Obj own = whole;
    if (type.equals(TYPE)) {
      own = whole.get(TYPE) == null && whole.text("name") != null ? nested(whole) : whole;
      fields.put(TYPE, own.get(TYPE) == null ? Json.NULL : own.get(TYPE));
      RequestFields said = fields.object(TYPE);
      if (said == null) {
        throw FieldRefusals.missing(fields.at(TYPE));
      }
      name = said.requiredText("name");
    }
    return Tool.builder(name, Json.EMPTY)
        .extra(Extra.of(PartReader.DIALECT, own))
        .dialect(PartReader.DIALECT)
        .build();
  }

  // One that is spelled as responses spell it.
  private static Json.Obj nested(Json.Obj flat) {
    Map<String, Json> said = new LinkedHashMap<>(flat.fields());
    said.remove("type");
    if (said.get("format") instanceof Json.Obj format
        && "grammar".equals(format.text("type"))
        && format.get("grammar") == null) {
      Map<String, Json> rules = new LinkedHashMap<>(format.fields());
      rules.remove("type");
      said.put(
          "format",
          Json.EMPTY.with("type", Json.of("grammar")).with("grammar", new Json.Obj(rules)));
    }
    return Json.EMPTY.with("type", Json.of(TYPE)).with(TYPE, new Json.Obj(said));
  }

  /** Writes it, after {@code index} where it stands in a stream. */
  void write(JsonGenerator out) {
    out.writeStringProperty("id", id);
    out.writeStringProperty("type", TYPE);
    out.writeObjectPropertyStart(TYPE);
    out.writeStringProperty("name", name);
    out.writeStringProperty(INPUT, input);
    out.writeEndObject();
    more.fields().forEach((field, value) -> JsonWriter.field(out, field, value));
  }
}
