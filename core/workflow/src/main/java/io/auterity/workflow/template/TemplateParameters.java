package io.auterity.workflow.template;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.InputRules;
import io.auterity.workflow.definition.InputSchema;
import io.auterity.workflow.definition.SchemaDefaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a template, written as the inputs of workflows are.
 *
 * @param declared JSON Schema by name
 * @param schema of them all
 * @param problems with their declaration, by paths of the template
 */
record TemplateParameters(Json.Obj declared, Json.Obj schema, List<Problem> problems) {

  static final String FIELD = "parameters";

  private static final String INPUT = "input";

  TemplateParameters {
    problems = List.copyOf(problems);
  }

  static TemplateParameters of(Json.Obj declared) {
    Json.Obj spec = Json.EMPTY.with(INPUT, declared);
    List<Problem> problems = new ArrayList<>();
    Json.Obj schema = InputSchema.read(new DefinitionPart("", spec, problems));
    if (problems.isEmpty()) {
      problems.addAll(InputRules.problems(spec, schema));
    }
    return new TemplateParameters(
        declared, schema, problems.stream().map(TemplateParameters::renamed).toList());
  }

  private static Problem renamed(Problem problem) {
    return new Problem(
        problem.path().replaceFirst("^" + INPUT, FIELD), problem.rule(), problem.fix());
  }

  /** Given values, and the defaults of the others. */
  Json.Obj filled(Json.Obj given) {
    return SchemaDefaults.in(schema, given);
  }

  /** Given values, and the defaults or first examples of the others. */
  Json.Obj sampled(Json.Obj given) {
    Map<String, Json> values = new LinkedHashMap<>(filled(given).fields());
    declared
        .fields()
        .forEach(
            (name, parameter) -> {
              if (parameter instanceof Json.Obj object
                  && object.get("examples") instanceof Json.Arr(List<Json> examples)
                  && !examples.isEmpty()) {
                values.putIfAbsent(name, examples.getFirst());
              }
            });
    return new Json.Obj(values);
  }

  /** What is wrong with values, by name. */
  List<Problem> check(Json.Obj values) {
    return JsonSchema.of(schema).check(values);
  }

  /** What is wrong with the declaration, examples included. */
  List<Problem> all() {
    if (!problems.isEmpty()) {
      return problems;
    }
    List<Problem> found = new ArrayList<>();
    Json.Obj samples = sampled(Json.EMPTY);
    for (String name : declared.fields().keySet()) {
      if (samples.get(name) == null) {
        found.add(
            new Problem(
                JsonPath.field(FIELD, name),
                "has neither a default nor an example",
                "add default, or examples: [a value] for what must be given"));
      }
    }
    if (found.isEmpty()) {
      check(samples).forEach(problem -> found.add(ofExample(problem)));
    }
    return found;
  }

  private static Problem ofExample(Problem problem) {
    return new Problem(problem.path(), "the example " + problem.rule(), problem.fix()).in(FIELD);
  }
}
