package io.auterity.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import io.auterity.workflow.editor.WorkflowCheck;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.step.WorkflowCompiler;
import io.auterity.workflow.testcase.CaseVerdict;
import io.auterity.workflow.testcase.WorkflowCase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TemplateCasesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  private static final WorkflowCompiler COMPILER =
      new WorkflowCompiler(Signatures.of(Compiled.CATALOGUE));

  private static final String GREETING =
      """
      title: Greet
      description: Greets a person.
      parameters:
        words: {type: string, default: Hello}
        times: {type: integer, default: 1}
      workflow: |
        kind: workflow
        id: greeting
        spec:
          input: {times: {type: integer, default: <<times>>}}
          steps:
            - {id: mask, call: text.pii.mask, with: {text: you}}
            - {id: said, transform: "<<words>> ${mask.text}"}
          output: {said: "${said}", times: "${input.times}"}
      cases:
        - {name: As it comes, pins: {mask: {output: {text: you}}}, output: {said: Hello you, times: 1}}
        - {name: Twice, input: {times: 2}, pins: {mask: {output: {text: you}}}, output: {said: Hello you, times: 2}}
        - {name: In French, parameters: {words: Salut}, pins: {mask: {output: {text: toi}}}, output: {said: Salut toi, times: 1}}
        - {name: At all, parameters: {times: 4}, pins: {mask: {output: {text: ""}}}}
        - {name: Without a pin}
      """;

  @TestFactory
  Stream<DynamicTest> eachOfTheProductPassesForItsOwnParameters() {
    return BuiltInTemplates.all().stream()
        .flatMap(
            known ->
                cases(known.template()).named().entrySet().stream()
                    .map(
                        named ->
                            dynamicTest(
                                "%s: %s".formatted(known.id(), named.getKey()),
                                () -> {
                                  Json.Obj given = named.getValue().parameters();
                                  assertPasses(
                                      cases(known.template()).of(named.getKey(), named.getValue()),
                                      workflow(known.template(), given));
                                })));
  }

  @TestFactory
  Stream<DynamicTest> eachOfTheProductGoesAlongWithADraftOfTheDefaults() {
    return BuiltInTemplates.all().stream()
        .map(
            known ->
                dynamicTest(
                    known.id(),
                    () -> {
                      Workflow made = workflow(known.template(), Json.EMPTY);
                      List<WorkflowCase> found =
                          cases(known.template()).of(Json.EMPTY, made, CheckBound.NONE);

                      assertThat(found).isNotEmpty().hasSameSizeAs(known.template().cases());
                      found.forEach(one -> assertPasses(one, made));
                    }));
  }

  @Test
  void thoseOfOtherValuesGoAlongWhereTheyPass() {
    assertThat(carried("{}")).containsExactly("as-it-comes", "twice", "at-all", "without-a-pin");
    assertThat(carried("{\"words\": \"Salut\"}")).containsExactly("in-french", "at-all");
    assertThat(carried("{\"times\": 3}")).containsExactly("twice", "at-all");
  }

  @Test
  void allGoAlongWithAWorkflowThatCannotBeCompiled() {
    WorkflowTemplate template = template(GREETING);

    assertThat(cases(template).of(Json.EMPTY, null, CheckBound.NONE)).hasSize(5);
  }

  @Test
  void oneThatTakesTooLongStaysBehind() {
    WorkflowTemplate template = template(GREETING);
    CheckBound over =
        () -> {
          throw new CallFailedException(FailureCode.TIMEOUT, "too long");
        };
    Json.Obj given = json("{\"times\": 3}");

    assertThat(cases(template).of(given, workflow(template, given), over)).isEmpty();
  }

  @Test
  void aCaseKeepsItsInputItsPinsAndItsOutput() {
    WorkflowCase made = cases(template(GREETING)).of(Json.EMPTY, null, CheckBound.NONE).get(1);

    assertThat(made.workflow()).isEqualTo("made");
    assertThat(made.by()).isEqualTo("ann");
    assertThat(made.at()).isEqualTo(NOW);
    assertThat(made.content().json())
        .isEqualTo(
            json(
                """
                {"input": {"times": 2}, "run": {}, "pins": {"mask": {"output": {"text": "you"}}},
                 "expects": {"output": {"said": "Hello you", "times": 2}}}
                """));
  }

  @Test
  void namesBecomeIdsAndStayDifferent() {
    String names =
        """
        - {name: "Nächste Woche: 2 €!"}
        - {name: a b}
        - {name: A-B}
        - {name: 日本}
        - {name: 中国}
        - {name: %s}
        """
            .formatted("x".repeat(58) + " yz");
    WorkflowTemplate template = template(GREETING.replaceFirst("(?s)cases:.*", "cases:\n" + names));

    assertThat(cases(template).named().keySet())
        .containsExactly("nachste-woche-2", "a-b", "a-b-2", "case", "case-2", "x".repeat(58));
  }

  private static List<String> carried(String given) {
    WorkflowTemplate template = template(GREETING);
    Json.Obj values = json(given);
    return cases(template).of(values, workflow(template, values), CheckBound.NONE).stream()
        .map(WorkflowCase::name)
        .toList();
  }

  private static TemplateCases cases(WorkflowTemplate template) {
    return new TemplateCases(template, "made", "ann", NOW);
  }

  private static void assertPasses(WorkflowCase one, Workflow workflow) {
    CaseVerdict verdict = CaseVerdict.of(one, workflow, CheckBound.NONE);
    assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(CaseVerdict.Outcome.PASSED);
  }

  private static Workflow workflow(WorkflowTemplate template, Json.Obj given) {
    String text = FilledTemplate.text(template, "made", given);
    WorkflowCheck check = WorkflowCheck.of(COMPILER, text, null, CheckBound.NONE);
    assertThat(check.problems()).isEmpty();
    return Objects.requireNonNull(check.workflow());
  }

  private static WorkflowTemplate template(String text) {
    Json.Obj spec = (Json.Obj) new YamlReader(100_000).read(text).getFirst().value();
    return (WorkflowTemplate) Shapes.ofInputs().read(spec, WorkflowTemplate.class, "template");
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) new JsonReader(10_000).read(text.getBytes(StandardCharsets.UTF_8));
  }
}
