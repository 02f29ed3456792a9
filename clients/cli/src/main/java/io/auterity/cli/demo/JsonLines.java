package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Rows of a JSON Lines file: one object a line, with the columns as names. */
final class JsonLines {

  static List<InputRow> read(Path path, String text) {
    List<InputRow> rows = new ArrayList<>();
    long line = 0;
    for (String each : text.lines().toList()) {
      line++;
      if (!each.isBlank()) {
        rows.add(row(path, line, each));
      }
    }
    return rows;
  }

  private static InputRow row(Path path, long line, String text) {
    JsonNode object = parsed(path, line, text);
    checkNarrative(path, line, object.path("narrative"));
    Map<String, String> values = new HashMap<>();
    object.properties().stream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
        .forEach(field -> values.put(field.getKey(), field.getValue().asString()));
    return new InputRow(line, values);
  }

  private static void checkNarrative(Path path, long line, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
      throw CliException.badInput(
          "%s: line %d: 'narrative' must be text, not %s"
              .formatted(path, line, value.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
  }

  private static JsonNode parsed(Path path, long line, String text) {
    try {
      JsonNode node = ApiClient.mapper().readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw CliException.badInput(
          "%s: line %d: is not JSON: %s".formatted(path, line, e.getOriginalMessage()));
    }
    throw CliException.badInput("%s: line %d: must be one JSON object".formatted(path, line));
  }
}
