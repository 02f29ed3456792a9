package io.auterity.workflow.engine;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.registry.DeployedWorkflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refuses an input that a workflow cannot work on, before anything runs. */
final class InputCheck {

  /** Characters in one text. */
  static final int MAX_TEXT = 4 << 20;

  /** Nested values. */
  static final int MAX_DEPTH = 100;

  private InputCheck() {}

  /**
   * The input with defaults in place.
   *
   * @throws InvalidInputException with every problem
   * @throws CallFailedException {@code too_large}
   */
  static Json.Obj checked(DeployedWorkflow deployed, Json.Obj input) {
    size("input", input, 0);
    Json.Obj whole = withDefaults(deployed.workflow().inputSchema(), input);
    List<Problem> problems = deployed.input().check(whole);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          problems.stream().map(problem -> problem.in("input")).toList());
    }
    return whole;
  }

  private static void size(String path, Json value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "%s is nested deeper than %d".formatted(path, MAX_DEPTH));
    }
    switch (value) {
      case Json.Str(String text) when text.length() > MAX_TEXT ->
          throw new CallFailedException(
              FailureCode.TOO_LARGE,
              "%s has %d characters, at most %d; shorten it or pass a reference"
                  .formatted(path, text.length(), MAX_TEXT));
      case Json.Obj(var fields) ->
          fields.forEach((name, field) -> size(JsonPath.field(path, name), field, depth + 1));
      case Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          size(JsonPath.item(path, i), items.get(i), depth + 1);
        }
      }
      default -> {}
    }
  }

  private static Json.Obj withDefaults(Json.Obj schema, Json.Obj input) {
    if (!(schema.get("properties") instanceof Json.Obj(var properties))) {
      return input;
    }
    Map<String, Json> whole = new LinkedHashMap<>(input.fields());
    properties.forEach(
        (name, property) -> {
          Json fallback = property instanceof Json.Obj object ? object.get("default") : null;
          if (fallback != null) {
            whole.putIfAbsent(name, fallback);
          }
        });
    return new Json.Obj(whole);
  }
}
