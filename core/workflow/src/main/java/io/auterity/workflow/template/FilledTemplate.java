package io.auterity.workflow.template;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.yaml.EditableYaml;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.UneditableYamlException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.editor.WorkflowCheck;
import io.auterity.workflow.graph.DefinitionReader;
import io.auterity.workflow.step.StepKinds;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A template's workflow with the values of its parameters in place; what no parameter changes stays
 * as it was written, with comments and order.
 *
 * @param text of the workflow; that of the template where there are problems
 * @param problems with placeholders, by paths of the workflow
 */
record FilledTemplate(String text, List<Problem> problems) {

  /** Most places of parameters. */
  static final int MOST = 200;

  FilledTemplate {
    problems = List.copyOf(problems);
  }

  /** Fills in values. */
  static FilledTemplate of(WorkflowTemplate template, Json.Obj values) {
    String text = template.workflow();
    try {
      EditableYaml unfilled = EditableYaml.read(text, WorkflowCheck.CHARACTERS);
      List<Placeholder> places = Placeholder.all(unfilled.value());
      List<Problem> problems = problems(template, places, values);
      return problems.isEmpty()
          ? filled(unfilled, places, values)
          : new FilledTemplate(text, problems);
    } catch (MalformedYamlException e) {
      return failed(
          text,
          "must be YAML of at most %,d characters".formatted(WorkflowCheck.CHARACTERS),
          String.valueOf(e.getMessage()));
    } catch (UneditableYamlException e) {
      return failed(text, String.valueOf(e.getMessage()), "write each parameter as a plain value");
    }
  }

  private static FilledTemplate filled(
      EditableYaml unfilled, List<Placeholder> places, Json.Obj values) {
    EditableYaml filled = unfilled;
    for (Placeholder place : places) {
      filled = filled.set(place.path(), place.filled(values));
    }
    return steps(unfilled.value()).equals(steps(filled.value()))
        ? new FilledTemplate(filled.text(), List.of())
        : failed(
            unfilled.text(),
            "a parameter stands where steps stand",
            "write the steps into the workflow");
  }

  private static FilledTemplate failed(String text, String rule, String fix) {
    return new FilledTemplate(text, List.of(new Problem("", rule, fix)));
  }

  private static List<Problem> problems(
      WorkflowTemplate template, List<Placeholder> places, Json.Obj values) {
    if (places.size() > MOST) {
      return List.of(
          new Problem(
              "",
              "parameters stand at %d places, at most %d".formatted(places.size(), MOST),
              "read an input of the workflow at more places"));
    }
    return places.stream().flatMap(place -> problems(template, place, values)).toList();
  }

  private static Stream<Problem> problems(
      WorkflowTemplate template, Placeholder place, Json.Obj values) {
    Problem misplaced = place.misplaced();
    if (misplaced != null) {
      return Stream.of(misplaced);
    }
    List<String> unknown = place.names().stream().filter(name -> values.get(name) == null).toList();
    return unknown.isEmpty()
        ? Stream.ofNullable(place.unfit(values))
        : unknown.stream().map(name -> unknown(template, place, name));
  }

  private static Problem unknown(WorkflowTemplate template, Placeholder place, String name) {
    return new Problem(
        place.path(),
        "there is no parameter '%s'".formatted(name),
        Nearest.fix(name, template.parameters().fields().keySet()));
  }

  // Where steps stand and what each is, which no value may change.
  private static List<String> steps(Json workflow) {
    Json spec = workflow instanceof Json.Obj object ? object.get("spec") : null;
    return spec instanceof Json.Obj object
        ? DefinitionReader.read("", object, StepKinds.ALL)
            .definition()
            .all()
            .map(step -> step.head().path() + " " + step.type())
            .toList()
        : List.of();
  }

  /**
   * The text of a workflow of that id.
   *
   * @param given values of parameters; the others have their defaults
   * @throws CallFailedException {@code invalid} when a value is missing or does not fit
   */
  static String text(WorkflowTemplate template, String id, Json.Obj given) {
    TemplateParameters parameters = TemplateParameters.of(template.parameters());
    Json.Obj values = parameters.filled(given);
    refuse(parameters.check(values).stream().map(p -> p.in(TemplateParameters.FIELD)).toList());
    try {
      FilledTemplate filled = of(template, values);
      refuse(filled.problems());
      return EditableYaml.read(filled.text(), WorkflowCheck.CHARACTERS)
          .set("id", Json.of(id))
          .text();
    } catch (MalformedYamlException | UneditableYamlException e) {
      throw invalid("the template's workflow: " + e.getMessage());
    }
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw invalid(problems.stream().map(Problem::toString).collect(Collectors.joining(". ")));
    }
  }

  private static CallFailedException invalid(String message) {
    return new CallFailedException(FailureCode.INVALID, message);
  }
}
