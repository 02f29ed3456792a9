package io.auterity.workflow.template;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.SchemaDefaults;
import io.auterity.workflow.editor.WorkflowCheck;
import io.auterity.workflow.step.WorkflowCompiler;
import io.auterity.workflow.template.WorkflowTemplate.TemplateCase;
import io.auterity.workflow.view.WorkflowOutline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a template: its workflow compiles with the defaults and examples of its parameters and
 * with those of each case, and each parameter is used.
 */
record TemplateCheck(
    WorkflowTemplate template,
    TemplateParameters parameters,
    WorkflowCompiler compiler,
    CheckBound bound) {

  private static final String WORKFLOW = "workflow";

  static List<Problem> problems(
      WorkflowTemplate template, WorkflowCompiler compiler, CheckBound bound) {
    TemplateParameters parameters = TemplateParameters.of(template.parameters());
    List<Problem> problems = parameters.all();
    return problems.isEmpty()
        ? new TemplateCheck(template, parameters, compiler, bound).ofText()
        : problems;
  }

  private List<Problem> ofText() {
    try {
      List<YamlDocument> documents =
          new YamlReader(WorkflowTemplate.CHARACTERS).read(template.workflow());
      return documents.size() == 1
          ? ofText(documents.getFirst())
          : List.of(
              new Problem(
                  WORKFLOW,
                  "holds %d documents".formatted(documents.size()),
                  "write one with kind, id and spec"));
    } catch (MalformedYamlException e) {
      return List.of(
          new Problem(
              WORKFLOW,
              "line %d of the text: must be YAML".formatted(e.line()),
              String.valueOf(e.getMessage())));
    }
  }

  private List<Problem> ofText(YamlDocument text) {
    List<Problem> problems = new ArrayList<>(unused(text.value()));
    WorkflowOutline outline = compiled(text, Json.EMPTY, problems);
    if (problems.isEmpty() && outline != null) {
      cases(text, problems);
    }
    return problems;
  }

  private List<Problem> unused(Json workflow) {
    Set<String> used = new HashSet<>();
    Placeholder.all(workflow).forEach(place -> used.addAll(place.names()));
    return template.parameters().fields().keySet().stream()
        .filter(name -> !used.contains(name))
        .map(
            name ->
                new Problem(
                    JsonPath.field(TemplateParameters.FIELD, name),
                    "is never used",
                    "write <<%s>> where its value stands, or remove it".formatted(name)))
        .toList();
  }

  /** The workflow with given values and samples of the others; null when it has problems. */
  private @Nullable WorkflowOutline compiled(
      YamlDocument text, Json.Obj given, List<Problem> problems) {
    FilledTemplate filled = FilledTemplate.of(template, parameters.sampled(given));
    List<Problem> found = filled.problems();
    WorkflowOutline outline = null;
    if (found.isEmpty()) {
      WorkflowCheck check = WorkflowCheck.of(compiler, filled.text(), null, bound);
      found = check.problems();
      outline = check.outline();
    }
    found.forEach(problem -> problems.add(ofWorkflow(text, problem)));
    return found.isEmpty() ? outline : null;
  }

  // The line of the template is that of the whole text.
  private static Problem ofWorkflow(YamlDocument text, Problem problem) {
    return new Problem(
            problem.path(),
            "line %d of the text: %s".formatted(text.line(problem.path()), problem.rule()),
            problem.fix())
        .in(WORKFLOW);
  }

  private void cases(YamlDocument text, List<Problem> problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < template.cases().size(); i++) {
      bound.require();
      TemplateCase one = template.cases().get(i);
      String path = JsonPath.item("cases", i);
      if (!names.add(one.name())) {
        problems.add(
            new Problem(path + ".name", "'%s' stands twice".formatted(one.name()), "rename one"));
      }
      ofCase(text, one).forEach(problem -> problems.add(problem.in(path)));
    }
  }

  private List<Problem> ofCase(YamlDocument text, TemplateCase one) {
    List<Problem> problems = new ArrayList<>();
    parameters
        .check(parameters.sampled(one.parameters()))
        .forEach(problem -> problems.add(problem.in(TemplateParameters.FIELD)));
    if (!problems.isEmpty()) {
      return problems;
    }
    WorkflowOutline outline = compiled(text, one.parameters(), problems);
    if (outline != null) {
      Json.Obj schema = outline.input();
      JsonSchema.of(schema).check(SchemaDefaults.in(schema, one.input())).stream()
          .map(problem -> problem.in("input"))
          .forEach(problems::add);
    }
    return problems;
  }
}
