package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a model may call, and which of them it shall; the vendor's own tools, each
 * under its name.
 */
record FunctionsReader(@Nullable List<Tool> tools, @Nullable String choice) {

  private static final String CONFIG = "toolConfig";
  private static final String CALLING = "functionCallingConfig";
  private static final String DECLARATIONS = "functionDeclarations";
  private static final Set<String> WORDS = Set.of("auto", "none", "required");

  /** Takes both from a request. */
  static FunctionsReader read(RequestFields body) {
    List<Tool> tools = new ArrayList<>();
    List<Json> items = body.list("tools");
    for (int i = 0; items != null && i < items.size(); i++) {
      tools(ProtoFields.of(JsonPath.item("tools", i), items.get(i)), tools);
    }
    return new FunctionsReader(tools.isEmpty() ? null : tools, choice(body));
  }

  private static void tools(RequestFields group, List<Tool> tools) {
    String path = group.at(DECLARATIONS);
    List<Json> declared = group.list(DECLARATIONS);
    for (int i = 0; declared != null && i < declared.size(); i++) {
      tools.add(function(ProtoFields.of(JsonPath.item(path, i), declared.get(i))));
    }
    group.rest().fields().forEach((name, value) -> tools.add(own(name, value)));
  }

  private static Tool own(String name, Json value) {
    Map<String, Json.Obj> extra = Extra.of(GeminiDialect.NAME, Json.EMPTY.with(name, value));
    return new Tool(name, null, Json.EMPTY, extra, null, null, GeminiDialect.NAME);
  }

  private static Tool function(RequestFields fields) {
    String name = fields.requiredText("name");
    String description = fields.text("description");
    Json.Obj parameters = parameters(fields);
    return new Tool(
        name, description, parameters, fields.extra(GeminiDialect.NAME), null, null, null);
  }

  private static Json.Obj parameters(RequestFields fields) {
    Json openApi = fields.take("parameters");
    Json json = fields.take("parametersJsonSchema");
    if (openApi != null && json != null) {
      throw FieldRefusals.invalid(
          fields.at("parameters"), "must not stand beside parametersJsonSchema");
    }
    return switch (openApi == null ? json : openApi) {
      case null -> Json.EMPTY.with("type", Json.of("object")).with("properties", Json.EMPTY);
      case Json.Obj schema -> openApi == null ? schema : ProtoSchema.json(schema);
      case Json other ->
          throw FieldRefusals.wrongType(
              fields.at(openApi == null ? "parametersJsonSchema" : "parameters"),
              "an object",
              other);
    };
  }

  private static @Nullable String choice(RequestFields body) {
    RequestFields config = ProtoFields.object(body, CONFIG);
    RequestFields calling = config == null ? null : ProtoFields.object(config, CALLING);
    String choice = null;
    if (config != null && calling != null) {
      Json.Obj whole = calling.rest();
      String mode = calling.text("mode");
      List<String> names = ProtoFields.texts(calling, "allowedFunctionNames");
      choice = choice(mode, names, calling);
      if (!calling.isEmpty() || !said(choice, mode, names)) {
        config.put(CALLING, whole);
      }
    }
    ProtoFields.putRest(body, CONFIG, config);
    return choice;
  }

  private static @Nullable String choice(
      @Nullable String mode, @Nullable List<String> names, RequestFields calling) {
    return switch (mode) {
      case null -> null;
      case "MODE_UNSPECIFIED" -> null;
      case "AUTO", "VALIDATED" -> "auto";
      case "NONE" -> "none";
      case "ANY" ->
          names != null && names.size() == 1 && !WORDS.contains(names.getFirst())
              ? names.getFirst()
              : "required";
      default ->
          throw FieldRefusals.invalid(
              calling.at("mode"), "must be AUTO, ANY, NONE or VALIDATED, not " + mode);
    };
  }

  /** Whether the choice says all that was asked. */
  private static boolean said(
      @Nullable String choice, @Nullable String mode, @Nullable List<String> names) {
    List<String> named = names == null ? List.of() : names;
    return choice == null
        ? named.isEmpty()
        : !"VALIDATED".equals(mode) && (named.isEmpty() || named.equals(List.of(choice)));
  }
}
