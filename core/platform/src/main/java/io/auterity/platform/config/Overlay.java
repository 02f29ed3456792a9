package io.auterity.platform.config;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lays settings over settings: objects field by field, anything else whole. */
final class Overlay {

  private static final String PREFIX = "AUTERITY_";

  /** Variables of the launcher and the command line, which are no settings. */
  private static final Set<String> OTHERS =
      Set.of(
          "AUTERITY_DATA", "AUTERITY_JDK", "AUTERITY_SHARED", "AUTERITY_URL", "AUTERITY_KEY_FILE");

  private final Map<String, List<String>> paths = new TreeMap<>();
  private final Map<String, String> types = new TreeMap<>();

  /** An overlay for settings of this JSON Schema. */
  Overlay(Json.Obj schema) {
    collect(schema, new ArrayList<>());
  }

  static Json.Obj merge(Json.Obj below, Json.Obj above) {
    Map<String, Json> merged = new LinkedHashMap<>(below.fields());
    above
        .fields()
        .forEach(
            (name, value) ->
                merged.merge(
                    name,
                    value,
                    (old, now) ->
                        old instanceof Json.Obj a && now instanceof Json.Obj b
                            ? merge(a, b)
                            : now));
    return new Json.Obj(merged);
  }

  /** Lays the variables of the environment over the settings. */
  Json.Obj apply(Json.Obj settings, Map<String, String> environment) {
    Json.Obj result = settings;
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(PREFIX) && !OTHERS.contains(name)) {
        List<String> path = path(name);
        result = merge(result, nested(path, value(name, variable.getValue())));
      }
    }
    return result;
  }

  private List<String> path(String name) {
    List<String> path = paths.get(name);
    if (path == null) {
      throw new InvalidSettingsException(
          "environment",
          List.of("%s is no setting; %s".formatted(name, Nearest.fix(name, paths.keySet()))));
    }
    return path;
  }

  private Json value(String name, String text) {
    return switch (types.getOrDefault(name, "string")) {
      case "integer" -> text.matches("-?\\d{1,18}") ? Json.of(Long.parseLong(text)) : Json.of(text);
      case "boolean" ->
          text.equals("true") || text.equals("false")
              ? Json.of(Boolean.parseBoolean(text))
              : Json.of(text);
      case "array" ->
          Json.array(
              List.of(text.split(",", -1)).stream().map(String::strip).map(Json::of).toList());
      default -> Json.of(text);
    };
  }

  private static Json.Obj nested(List<String> path, Json value) {
    Json result = value;
    for (String name : path.reversed()) {
      result = Json.EMPTY.with(name, result);
    }
    return (Json.Obj) result;
  }

  private void collect(Json.Obj schema, List<String> path) {
    if (schema.get("properties") instanceof Json.Obj properties) {
      properties
          .fields()
          .forEach(
              (name, inner) -> {
                path.addLast(name);
                collect((Json.Obj) inner, path);
                path.removeLast();
              });
      return;
    }
    String variable = PREFIX + String.join("_", path).toUpperCase(Locale.ROOT);
    paths.put(variable, List.copyOf(path));
    types.put(variable, String.valueOf(schema.text("type")));
  }
}
