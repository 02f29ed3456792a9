package io.auterity.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonEdit;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.step.WorkflowCompiler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TemplateCheckTest {

  private static final String TEMPLATE =
      """
      title: Greet
      description: Greets a person.
      tags: [greeting]
      parameters:
        greeting: {type: string, default: Hello}
        limit: {type: integer, minimum: 1, default: 3}
        names: {type: array, items: {type: string}, examples: [[ada, bob]]}
      workflow: |
        # Greets
        kind: workflow
        id: greet
        spec:
          input:
            limit: {type: integer, default: <<limit>>} # at most
          steps:
            - {id: names, transform: <<names>>}
            - id: text # said to each
              transform: "<<greeting>>, up to <<limit>> of ${size(names)}"
          output: ${text}
      cases:
        - name: Two
          parameters: {names: [x]}
          output: Hello, up to 3 of 1
      """;

  @Test
  void aRightOneHasNoProblems() {
    assertThat(check(TEMPLATE)).isEmpty();
  }

  @Test
  void valuesStandWhereTheirPlaceholdersStoodAndAllElseStays() {
    assertThat(filled("{\"names\": [\"x\"], \"greeting\": \"Hi\"}"))
        .isEqualTo(
            """
            # Greets
            kind: workflow
            id: mine
            spec:
              input:
                limit: {type: integer, default: 3} # at most
              steps:
                - {id: names, transform: [x]}
                - id: text # said to each
                  transform: Hi, up to 3 of ${size(names)}
              output: ${text}
            """);
  }

  @Test
  void aValueIsDataWhateverItLooksLike() {
    String text =
        filled(
            "{\"names\": [\"${run.id}\"], \"greeting\": \"a: b\\n- ${tenant} <<limit>> #\\\"$\"}");

    Json steps = JsonEdit.at(read(text), List.of("spec", "steps"));
    assertThat(((Json.Arr) Objects.requireNonNull(steps)).items()).hasSize(2);
    assertThat(JsonEdit.at(steps, List.of(0, "transform")))
        .isEqualTo(Json.array(List.of(Json.of("$${run.id}"))));
    assertThat(JsonEdit.at(steps, List.of(1, "transform")))
        .isEqualTo(Json.of("a: b\n- $${tenant} <<limit>> #\"$, up to 3 of ${size(names)}"));
  }

  @Test
  void aDollarSignDoesNotSwallowTheExpressionBehindIt() {
    String text =
        FilledTemplate.text(
            template(TEMPLATE.replace("of ${size", "of<<greeting>>${size")),
            "mine",
            json("{\"names\": [], \"greeting\": \"$\"}"));

    assertThat(text).contains("of${'$'}${size(names)}");
  }

  @Test
  void whatMustBeGivenIsAskedForAndNothingElse() {
    assertThatThrownBy(() -> filled("{}"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("names");
    assertThatThrownBy(() -> filled("{\"names\": [], \"limit\": 0}"))
        .hasMessageContaining("parameters.limit");
    assertThatThrownBy(() -> filled("{\"names\": [], \"limits\": 1}"))
        .hasMessageContaining("limits");
    assertThat(filled("{\"names\": []}")).contains("Hello, up to 3");
  }

  @Test
  void unknownPlaceholdersAreToldWithTheirLine() {
    Problem problem = only(TEMPLATE.replace("<<greeting>>", "<<greetin>> <<greeting>>"));

    assertThat(problem.path()).isEqualTo("workflow.spec.steps[1].transform");
    assertThat(problem.rule()).isEqualTo("line 10 of the text: there is no parameter 'greetin'");
    assertThat(problem.fix()).contains("greeting");
  }

  @Test
  void unusedParametersAreTold() {
    Problem problem = only(TEMPLATE.replace("<<greeting>>", "Hello"));

    assertThat(problem.path()).isEqualTo("parameters.greeting");
    assertThat(problem.rule()).isEqualTo("is never used");
    assertThat(problem.fix()).contains("<<greeting>>");
  }

  @Test
  void badDefaultsAndExamplesAreTold() {
    assertThat(only(TEMPLATE.replace("default: 3", "default: 0")).path())
        .isEqualTo("parameters.limit.default");
    assertThat(only(TEMPLATE.replace("[[ada, bob]]", "[ada]")).path())
        .isEqualTo("parameters.names");
    Problem none = only(TEMPLATE.replace(", examples: [[ada, bob]]", ""));
    assertThat(none.path()).isEqualTo("parameters.names");
    assertThat(none.rule()).contains("neither a default nor an example");
    assertThat(only(TEMPLATE.replace("type: integer, minimum", "type: whole, minimum")).path())
        .isEqualTo("parameters.limit.type");
  }

  @Test
  void noParameterStandsForStructureOrInsideOfAnExpression() {
    assertThat(only(TEMPLATE.replace("size(names)", "size(<<names>>)")).rule())
        .contains("inside of an expression");
    assertThat(check(TEMPLATE.replace("{id: names, transform: <<names>>}", "<<names>>")))
        .isNotEmpty();
    assertThat(only(TEMPLATE.replace("# Greets", "<<greeting>>: 1")).rule())
        .contains("in the name of a field");
    assertThat(only(TEMPLATE.replace("up to", "<<names>>")).rule())
        .contains("stands inside of text");
  }

  @Test
  void noParameterBringsSteps() {
    String template =
        TEMPLATE
            .replace("[[ada, bob]]", "[[{id: names, transform: [x]}]]")
            .replace("items: {type: string}, examples", "items: {}, examples")
            .replaceFirst("(?s)    steps:.*?\\{size\\(names\\)}\"\n", "    steps: <<names>>\n")
            .replace("output: ${text}", "output: <<greeting>>");

    assertThat(only(template).rule()).contains("where steps stand");
  }

  @Test
  void theWorkflowCompilesWithDefaultsAndExamples() {
    Problem problem = only(TEMPLATE.replace("output: ${text}", "output: ${texts}"));

    assertThat(problem.path()).isEqualTo("workflow.spec.output");
    assertThat(problem.rule()).startsWith("line 11 of the text: ");
    assertThat(only(TEMPLATE.replace("# Greets", "a: [")).rule()).contains("must be YAML");
    assertThat(only(TEMPLATE.replace("# Greets", "a: 1\n  ---")).rule()).contains("2 documents");
  }

  @Test
  void casesFitTheirTemplate() {
    assertThat(only(TEMPLATE.replace("{names: [x]}", "{names: x}")).path())
        .isEqualTo("cases[0].parameters.names");
    assertThat(only(TEMPLATE.replace("parameters: {names: [x]}", "input: {limit: no}")).path())
        .isEqualTo("cases[0].input.limit");
  }

  private static Problem only(String template) {
    List<Problem> problems = check(template);
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private static List<Problem> check(String template) {
    return TemplateCheck.problems(
        template(template), new WorkflowCompiler(Signatures.unchecked()), CheckBound.NONE);
  }

  private static String filled(String parameters) {
    return FilledTemplate.text(template(TEMPLATE), "mine", json(parameters));
  }

  private static WorkflowTemplate template(String text) {
    return (WorkflowTemplate)
        Shapes.ofInputs().read((Json.Obj) read(text), WorkflowTemplate.class, "template");
  }

  private static Json read(String text) {
    return new YamlReader(100_000).read(text).getFirst().value();
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) new JsonReader(10_000).read(text.getBytes(StandardCharsets.UTF_8));
  }
}
