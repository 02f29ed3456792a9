package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.CacheMark;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the functions that a model may call, and which of them it shall. Any other tool is the
 * vendor's own, whether it carries it out itself or only knows its form: it goes on as it is, to
 * vendors that have the Responses API and to no other.
 */
final class FunctionReader {

  private static final Set<String> CHOICES = Set.of("auto", "none", "required");
  static final Json.Obj NO_PARAMETERS =
      Json.EMPTY.with("type", Json.of("object")).with("properties", Json.EMPTY);

  private static final String FUNCTION = "function";

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

  // Nothing of it may get lost: the answer would be another.
  private static Tool own(String type, Json.Obj whole) {
    String name = whole.text("name");
    return new Tool(
        name == null ? type : name,
        null,
        Json.EMPTY,
        Map.of(ResponsesReader.RESPONSES, whole),
        null,
        true,
        ResponsesReader.RESPONSES);
  }

  /** Whether any of them is the vendor's own. */
  static boolean anyOwn(@Nullable List<Tool> tools) {
    return tools != null && tools.stream().anyMatch(tool -> tool.dialect() != null);
  }

  private static Tool tool(RequestFields fields) {
    Json.Obj whole = fields.rest();
    String type = fields.requiredText("type");
    if (!type.equals(FUNCTION)) {
      return own(type, whole);
    }
    Part.CachePoint mark = CacheMark.take(fields);
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
        name, description, parameters, fields.extra(ResponsesReader.RESPONSES), mark, strict, null);
  }

  /**
   * One of the words or a function's name; a choice among some goes on as chats spell it.
   *
   * @param own takes a choice of the vendor's own tools, which goes on as it is
   */
  static @Nullable String choice(RequestFields body, Map<String, Json> own) {
    return switch (body.take("tool_choice")) {
      case null -> null;
      case Json.Str(String word) when CHOICES.contains(word) -> word;
      case Json.Obj choice when choosesOwn(choice) -> {
        own.put("tool_choice", choice);
        yield null;
      }
      case Json.Obj object -> choice(RequestFields.of("tool_choice", object), body);
      case Json other ->
          throw FieldRefusals.invalid(
              "tool_choice", "must be auto, none, required or an object, not " + other);
    };
  }

  private static boolean choosesOwn(Json.Obj choice) {
    String type = choice.text("type");
    if (!"allowed_tools".equals(type)) {
      return type != null && !type.equals(FUNCTION);
    }
    return choice.get("tools") instanceof Json.Arr(List<Json> tools)
        && tools.stream()
            .anyMatch(
                one ->
                    one instanceof Json.Obj tool
                        && tool.text("type") != null
                        && !FUNCTION.equals(tool.text("type")));
  }

  private static @Nullable String choice(RequestFields choice, RequestFields body) {
    String type = choice.requiredText("type");
    if (type.equals(FUNCTION)) {
      return name(choice);
    }
    body.put("tool_choice", allowed(choice));
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
