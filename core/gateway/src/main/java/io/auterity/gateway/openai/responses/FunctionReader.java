package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the functions that a model may call, and which of them it shall. Tools that the vendor
 * would carry out itself are refused: a chat has none of them.
 */
final class FunctionReader {

  private static final Set<String> CHOICES = Set.of("auto", "none", "required");
  private static final Json.Obj NO_PARAMETERS =
      Json.EMPTY.with("type", Json.of("object")).with("properties", Json.EMPTY);

  private FunctionReader() {}

  static @Nullable List<Tool> tools(RequestFields body) {
    List<Json> items = body.list("tools");
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
    String type = fields.requiredText("type");
    if (!type.equals("function")) {
      throw FieldRefusals.unsupported(
          fields.at("type"),
          "must be function, not %s: no vendor of a chat has it".formatted(type));
    }
    String name = fields.requiredText("name");
    String description = fields.text("description");
    Boolean strict = fields.choice("strict");
    Json.Obj parameters =
        switch (fields.take("parameters")) {
          case null -> NO_PARAMETERS;
          case Json.Obj schema -> schema;
          case Json other ->
              throw FieldRefusals.wrongType(fields.at("parameters"), "an object", other);
        };
    return new Tool(
        name, description, parameters, fields.extra(ResponsesReader.RESPONSES), null, strict, null);
  }

  /** One of the words or a function's name; a choice among some goes on as chats spell it. */
  static @Nullable String choice(RequestFields body) {
    return switch (body.take("tool_choice")) {
      case null -> null;
      case Json.Str(String word) when CHOICES.contains(word) -> word;
      case Json.Obj object -> choice(RequestFields.of("tool_choice", object), body);
      case Json other ->
          throw FieldRefusals.invalid(
              "tool_choice", "must be auto, none, required or an object, not " + other);
    };
  }

  private static @Nullable String choice(RequestFields choice, RequestFields body) {
    String type = choice.requiredText("type");
    switch (type) {
      case "function" -> {
        return name(choice);
      }
      case "allowed_tools" -> body.put("tool_choice", allowed(choice));
      default ->
          throw FieldRefusals.unsupported(
              "tool_choice.type", "must be function or allowed_tools, not " + type);
    }
    return null;
  }

  private static String name(RequestFields function) {
    String name = function.requiredText("name");
    function.refuseRest();
    if (CHOICES.contains(name)) {
      throw FieldRefusals.unsupported("tool_choice.name", "must not be " + name);
    }
    return name;
  }

  private static Json allowed(RequestFields choice) {
    String mode = choice.requiredText("mode");
    List<Json> named = choice.list("tools");
    List<Json> tools = new ArrayList<>();
    for (int i = 0; named != null && i < named.size(); i++) {
      RequestFields tool = RequestFields.of(JsonPath.item("tool_choice.tools", i), named.get(i));
      if (!tool.requiredText("type").equals("function")) {
        throw FieldRefusals.unsupported(tool.at("type"), "must be function");
      }
      tools.add(typed("function", Json.EMPTY.with("name", Json.of(name(tool)))));
    }
    choice.refuseRest();
    return typed(
        "allowed_tools", Json.EMPTY.with("mode", Json.of(mode)).with("tools", Json.array(tools)));
  }

  /** An object with a type and one field of the type's name, as chats have them. */
  static Json.Obj typed(String type, Json value) {
    return Json.EMPTY.with("type", Json.of(type)).with(type, value);
  }
}
