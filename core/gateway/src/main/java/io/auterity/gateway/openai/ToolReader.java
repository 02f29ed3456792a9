package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the functions that a model may call, and which of them it shall. */
final class ToolReader {

  private static final Set<String> CHOICES = Set.of("auto", "none", "required");
  private static final Json.Obj NO_PARAMETERS =
      Json.EMPTY.with("type", Json.of("object")).with("properties", Json.EMPTY);

  private ToolReader() {}

  static @Nullable List<Tool> tools(RequestFields body) {
    List<Json> items = body.list("tools");
    if (items == null || items.isEmpty()) {
      return null;
    }
    List<Tool> tools = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      tools.add(tool(JsonPath.item("tools", i), items.get(i)));
    }
    return tools;
  }

  private static Tool tool(String path, Json value) {
    RequestFields fields = RequestFields.of(path, value);
    String type = fields.requiredText("type");
    RequestFields function = fields.object("function");
    if (!type.equals("function") || !fields.isEmpty()) {
      throw FieldRefusals.unsupported(path, "must be a function and nothing else");
    }
    if (function == null) {
      throw FieldRefusals.missing(fields.at("function"));
    }
    String name = function.requiredText("name");
    String description = function.text("description");
    Json.Obj parameters = parameters(function);
    Boolean strict = function.choice("strict");
    return new Tool(
        name, description, parameters, function.extra(PartReader.DIALECT), null, strict, null);
  }

  private static Json.Obj parameters(RequestFields function) {
    return switch (function.take("parameters")) {
      case null -> NO_PARAMETERS;
      case Json.Obj schema -> schema;
      case Json other ->
          throw FieldRefusals.wrongType(function.at("parameters"), "an object", other);
    };
  }

  /** One of the words or a function's name; any other choice is left over, for the vendor. */
  static @Nullable String choice(RequestFields body) {
    return switch (body.take("tool_choice")) {
      case null -> null;
      case Json.Str(String word) when CHOICES.contains(word) -> word;
      case Json.Obj named when "function".equals(named.text("type")) -> name(named);
      case Json.Obj other -> {
        body.put("tool_choice", other);
        yield null;
      }
      case Json other ->
          throw FieldRefusals.invalid(
              "tool_choice", "must be auto, none, required or an object, not " + other);
    };
  }

  private static String name(Json.Obj choice) {
    RequestFields function = RequestFields.of("tool_choice", choice).object("function");
    if (function == null) {
      throw FieldRefusals.missing("tool_choice.function");
    }
    String name = function.requiredText("name");
    if (CHOICES.contains(name)) {
      throw FieldRefusals.unsupported("tool_choice.function.name", "must not be " + name);
    }
    return name;
  }
}
