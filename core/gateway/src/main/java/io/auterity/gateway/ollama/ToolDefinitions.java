package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tools that a model may use. */
final class ToolDefinitions {

  static @Nullable List<Tool> read(@Nullable List<Json> items) {
    if (items == null || items.isEmpty()) {
      return null;
    }
    List<Tool> tools = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      tools.add(tool(RequestFields.of(JsonPath.item("tools", i), items.get(i))));
    }
    return tools;
  }

  private static Tool tool(RequestFields fields) {
    String type = fields.text("type");
    if (type != null && !type.equals("function")) {
      throw FieldRefusals.invalid(fields.at("type"), "must be function, not " + type);
    }
    RequestFields function = fields.object("function");
    if (function == null) {
      throw FieldRefusals.missing(fields.at("function"));
    }
    fields.refuseRest();
    String name = function.requiredText("name");
    String description = function.text("description");
    Json parameters = function.take("parameters");
    if (parameters != null && !(parameters instanceof Json.Obj)) {
      throw FieldRefusals.wrongType(function.at("parameters"), "an object", parameters);
    }
    Json.Obj schema =
        parameters instanceof Json.Obj given
            ? given
            : Json.EMPTY.with("type", Json.of("object")).with("properties", Json.EMPTY);
    return new Tool(
        name, description, schema, function.extra(OllamaDialect.NAME), null, null, null);
  }
}
