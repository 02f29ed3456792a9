package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools that a model may call, and which of them it shall.
 *
 * @param tools null when there are none
 * @param choice {@code auto}, {@code none}, {@code required} or the name of a function
 * @param parallel whether it may call several at once
 * @param older whether they were named in the vendor's older form, {@code functions}, in which an
 *     answer holds one call at most
 */
record ToolReader(
    @Nullable List<Tool> tools,
    @Nullable String choice,
    @Nullable Boolean parallel,
    boolean older) {

  private static final Set<String> CHOICES = Set.of("auto", "none", "required");

  /** Among the further fields of a function: those that stand beside it. */
  private static final String BESIDE = "tool";

  private static final String FUNCTIONS = "functions";
  private static final String CALL = "function_call";
  private static final Json.Obj NO_PARAMETERS =
      Json.EMPTY.with("type", Json.of("object")).with("properties", Json.EMPTY);

  /** Takes them out of a body. */
  static ToolReader read(RequestFields body) {
    List<Json> functions = body.list(FUNCTIONS);
    if (functions == null) {
      Boolean parallel = body.choice("parallel_tool_calls");
      if (body.take(CALL) != null) {
        throw FieldRefusals.invalid(CALL, "goes with functions only");
      }
      return new ToolReader(tools(body.list("tools")), choice(body), parallel, false);
    }
    for (String newer : List.of("tools", "tool_choice", "parallel_tool_calls")) {
      if (body.take(newer) != null) {
        throw FieldRefusals.invalid(newer, "must not stand beside functions");
      }
    }
    List<Tool> tools = functions(functions);
    return new ToolReader(tools, olderChoice(body), tools == null ? null : false, true);
  }

  private static @Nullable List<Tool> functions(List<Json> items) {
    List<Tool> tools = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      tools.add(function(RequestFields.of(JsonPath.item(FUNCTIONS, i), items.get(i))));
    }
    return tools.isEmpty() ? null : tools;
  }

  private static @Nullable String olderChoice(RequestFields body) {
    return switch (body.take(CALL)) {
      case null -> null;
      case Json.Str(String word) when word.equals("auto") || word.equals("none") -> word;
      case Json.Obj named -> name(RequestFields.of(CALL, named));
      case Json other ->
          throw FieldRefusals.invalid(CALL, "must be auto, none or an object, not " + other);
    };
  }

  private static @Nullable List<Tool> tools(@Nullable List<Json> items) {
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
    String type = fields.text("type");
    if (type == null && !named(value)) {
      throw FieldRefusals.missing(fields.at("type"));
    }
    if (type != null && !type.equals("function")) {
      return CustomCall.tool(type, fields, (Json.Obj) value);
    }
    RequestFields function = fields.object("function");
    Part.CachePoint mark = PartReader.mark(fields);
    if (function == null && named(value)) {
      return flat(fields, mark);
    }
    if (function == null) {
      throw FieldRefusals.missing(fields.at("function"));
    }
    Part.CachePoint inside = PartReader.mark(function);
    if (!fields.isEmpty()) {
      function.put(BESIDE, fields.rest());
    }
    Tool tool = function(function);
    return mark == null && inside == null
        ? tool
        : new Tool(
            tool.name(),
            tool.description(),
            tool.parameters(),
            tool.extra(),
            mark == null ? inside : mark,
            tool.strict(),
            null);
  }

  private static boolean named(Json value) {
    return value instanceof Json.Obj tool && tool.text("name") != null;
  }

  // As responses spell it, or Anthropic: some clients send such tools here.
  private static Tool flat(RequestFields fields, Part.@Nullable CachePoint mark) {
    Json schema = fields.take("input_schema");
    if (schema != null) {
      fields.put("parameters", schema);
    }
    Tool tool = function(fields);
    return new Tool(
        tool.name(),
        tool.description(),
        tool.parameters(),
        tool.extra(),
        mark,
        tool.strict(),
        null);
  }

  private static Tool function(RequestFields function) {
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
  private static @Nullable String choice(RequestFields body) {
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
    RequestFields fields = RequestFields.of("tool_choice", choice);
    RequestFields function = fields.object("function");
    if (function == null && named(choice)) {
      return name(fields);
    }
    if (function == null) {
      throw FieldRefusals.missing("tool_choice.function");
    }
    return name(function);
  }

  private static String name(RequestFields named) {
    String name = named.requiredText("name");
    if (CHOICES.contains(name)) {
      throw FieldRefusals.unsupported(named.at("name"), "must not be " + name);
    }
    return name;
  }
}
