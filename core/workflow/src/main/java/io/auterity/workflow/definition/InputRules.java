package io.auterity.workflow.definition;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Validates the input definition of a workflow: it is a JSON Schema (2020-12), and its defaults fit
 * it.
 */
public final class InputRules {

  private final Json.Obj input;
  private final boolean whole;

  private InputRules(Json.Obj input, boolean whole) {
    this.input = input;
    this.whole = whole;
  }

  /** What is wrong, by the paths of the spec that the definition was read from. */
  public static List<Problem> problems(Json.Obj spec, Json.Obj input) {
    boolean whole = input.equals(spec.get("input"));
    return new InputRules(input, whole)
        .found().stream().map(problem -> problem.in("input")).toList();
  }

  private List<Problem> found() {
    List<Problem> problems = JsonSchema.problems(input);
    return problems.isEmpty() ? defaults() : problems.stream().map(this::written).toList();
  }

  // The short form has no word 'properties'.
  private Problem written(Problem problem) {
    if (whole) {
      return problem;
    }
    String path = problem.path().replaceFirst("^properties\\.?", "");
    return new Problem(path, problem.rule(), problem.fix());
  }

  private List<Problem> defaults() {
    List<Problem> problems = new ArrayList<>();
    if (input.get("properties") instanceof Json.Obj(Map<String, Json> properties)) {
      JsonSchema optional = JsonSchema.of(input.with("required", Json.array(List.of())));
      properties.forEach(
          (name, property) -> {
            Json value = property instanceof Json.Obj object ? object.get("default") : null;
            if (value != null) {
              problems.addAll(unfit(optional, name, value));
            }
          });
    }
    return problems;
  }

  private List<Problem> unfit(JsonSchema schema, String name, Json value) {
    String field = JsonPath.field("", name);
    String owner = whole ? JsonPath.field("properties", name) : field;
    return schema.check(Json.EMPTY.with(name, value)).stream()
        .filter(problem -> problem.path().startsWith(field))
        .map(
            problem -> unfit(owner + ".default", problem.path().substring(field.length()), problem))
        .toList();
  }

  private static Problem unfit(String path, String inner, Problem problem) {
    return new Problem(path + inner, "the default " + problem.rule(), problem.fix());
  }
}
