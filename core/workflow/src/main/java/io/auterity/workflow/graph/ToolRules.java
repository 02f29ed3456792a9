package io.auterity.workflow.graph;

import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code tool} of a workflow, by which agents see it as a tool. Vendors of models refuse a
 * whole request for one tool whose name or input they do not take, so that is told when the
 * workflow is applied.
 */
final class ToolRules {

  private static final int LONGEST = 1_000;
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,60}");
  private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final List<String> ALTERNATIVES = List.of("oneOf", "anyOf", "allOf");

  private ToolRules() {}

  /** What agents are told; empty where the file says just true, null where it is no tool. */
  static @Nullable String read(String id, Json.Obj input, DefinitionPart part) {
    if (part.get("tool") instanceof Json.Str) {
      String told = part.text("tool").strip();
      if (told.isEmpty() || told.length() > LONGEST) {
        part.wrong(
            "tool",
            "must have 1 to %,d characters".formatted(LONGEST),
            "write in a sentence or two what the workflow does, or true");
      }
      check(id, input, part);
      return told;
    }
    if (part.flag("tool", false)) {
      check(id, input, part);
      return "";
    }
    return null;
  }

  private static void check(String id, Json.Obj input, DefinitionPart part) {
    if (!NAME.matcher(id).matches()) {
      part.wrong(
          "tool",
          "models take no tool of the name 'run_%s'".formatted(id),
          "use an id of at most 60 small letters, digits, _ and -, or leave out tool");
    }
    ALTERNATIVES.stream()
        .filter(each -> input.get(each) != null)
        .forEach(
            each ->
                part.wrong(
                    "tool",
                    "models take no input of a tool with '%s' at its top".formatted(each),
                    "say it of a property of the input, or leave out tool"));
    if (input.get("properties") instanceof Json.Obj properties) {
      properties.fields().keySet().stream()
          .filter(each -> !PROPERTY.matcher(each).matches())
          .forEach(
              each ->
                  part.wrong(
                      "tool",
                      "models take no input of a tool with the property '%s'".formatted(each),
                      "name it with letters, digits, _, . and -, at most 64, or leave out tool"));
    }
  }
}
