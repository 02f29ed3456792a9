package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tools that a model may use, and which of them it shall. */
final class ToolsReader {

  private static final Set<String> WORDS = Set.of("auto", "none", "required");

  static @Nullable List<Tool> tools(@Nullable List<Json> items) {
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
    Part.CachePoint mark = BlockReader.mark(fields);
    return type == null || type.equals("custom") ? function(fields, mark) : own(type, fields, mark);
  }

  private static Tool function(RequestFields fields, Part.@Nullable CachePoint mark) {
    String name = fields.requiredText("name");
    String description = fields.text("description");
    Boolean strict = fields.choice("strict");
    Json schema = fields.take("input_schema");
    if (schema == null) {
      throw FieldRefusals.missing(fields.at("input_schema"));
    }
    if (!(schema instanceof Json.Obj parameters)) {
      throw FieldRefusals.wrongType(fields.at("input_schema"), "an object", schema);
    }
    return new Tool(
        name, description, parameters, fields.extra(AnthropicDialect.NAME), mark, strict, null);
  }

  /** One that the vendor carries out; some have no name. */
  private static Tool own(String type, RequestFields fields, Part.@Nullable CachePoint mark) {
    String name = fields.text("name");
    fields.put("type", Json.of(type));
    return new Tool(
        name == null ? "" : name,
        null,
        Json.EMPTY,
        Extra.of(AnthropicDialect.NAME, fields.rest()),
        mark,
        null,
        AnthropicDialect.NAME);
  }

  static String choice(RequestFields choice) {
    String type = choice.requiredText("type");
    return switch (type) {
      case "auto", "none" -> type;
      case "any" -> "required";
      case "tool" -> name(choice);
      default ->
          throw FieldRefusals.invalid(
              choice.at("type"), "must be auto, any, tool or none, not " + type);
    };
  }

  private static String name(RequestFields choice) {
    String name = choice.requiredText("name");
    if (WORDS.contains(name)) {
      throw FieldRefusals.unsupported(choice.at("name"), "must not be " + name);
    }
    return name;
  }

  static @Nullable Boolean parallel(RequestFields choice) {
    Boolean disabled = choice.choice("disable_parallel_tool_use");
    choice.refuseRest();
    return disabled == null ? null : !disabled;
  }
}
