package io.auterity.workflow.template;

import io.auterity.platform.resource.CheckBound;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.template.WorkflowTemplate.TemplateCase;
import io.auterity.workflow.testcase.CaseVerdict;
import io.auterity.workflow.testcase.CaseVerdict.Outcome;
import io.auterity.workflow.testcase.WorkflowCase;
import io.auterity.workflow.testcase.WorkflowCase.CaseContent;
import io.auterity.workflow.testcase.WorkflowCase.ExpectedEnd;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a template as test cases of a workflow that is made of it.
 *
 * @param id of the workflow
 * @param by name of the principal that makes it
 */
record TemplateCases(WorkflowTemplate template, String id, String by, Instant at) {

  // With a number behind, a name is still an id.
  private static final int LONGEST_NAME = 59;

  private static final String NAMELESS = "case";

  /** All by the names that they get, in the order of the template. */
  Map<String, TemplateCase> named() {
    Map<String, TemplateCase> named = new LinkedHashMap<>();
    for (TemplateCase one : template.cases()) {
      String name = name(one.name());
      String free = name;
      for (int number = 2; named.containsKey(free); number++) {
        free = "%s-%d".formatted(name, number);
      }
      named.put(free, one);
    }
    return named;
  }

  private static String name(String text) {
    String letters = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String words = letters.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name = trimmed(words);
    name = trimmed(name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    return name.isEmpty() ? NAMELESS : name;
  }

  private static String trimmed(String name) {
    return name.replaceAll("^-|-$", "");
  }

  /** One as it is saved. */
  WorkflowCase of(String name, TemplateCase one) {
    ExpectedEnd end = new ExpectedEnd(one.output(), null);
    return new WorkflowCase(
        id, name, new CaseContent(one.input(), Json.EMPTY, one.pins(), end), by, at);
  }

  /**
   * Those that go along with a workflow: those for its values of the parameters, and of the others
   * those that pass with its values too.
   *
   * @param given values; the others have their defaults
   * @param workflow null when it cannot be compiled: then all go along
   */
  List<WorkflowCase> of(Json.Obj given, @Nullable Workflow workflow, CheckBound bound) {
    TemplateParameters parameters = TemplateParameters.of(template.parameters());
    Json.Obj values = parameters.filled(given);
    List<WorkflowCase> found = new ArrayList<>();
    named()
        .forEach(
            (name, one) -> {
              WorkflowCase made = of(name, one);
              if (workflow == null
                  || parameters.sampled(one.parameters()).equals(values)
                  || passes(made, workflow, bound)) {
                found.add(made);
              }
            });
    return found;
  }

  // One that takes too long does not pass.
  private static boolean passes(WorkflowCase made, Workflow workflow, CheckBound bound) {
    try {
      return CaseVerdict.of(made, workflow, bound).outcome() == Outcome.PASSED;
    } catch (CallFailedException e) {
      return false;
    }
  }
}
