package io.auterity.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.step.WorkflowCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputRulesTest {

  private static final String BODY = "\nsteps: [{id: a, transform: 1}]";

  private static List<Problem> problems(String input) {
    return Compiled.problems("input: " + input + BODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {n: {type: string, pattern: '['}}                            | input.n.pattern
          {n: {type: array, items: 5}}                                 | input.n.items
          {n: {anyOf: 3}}                                              | input.n.anyOf
          {n: {minimum: x}}                                            | input.n.minimum
          {n: {$schema: 'http://example.org/own'}}                     | input.n.$schema
          {n: {$id: '::'}}                                             | input.n.$id
          {n: {$ref: '#/$defs/none'}}                                  | input.n.$ref
          {n: {type: integer, default: five}}                          | input.n.default
          {n: {type: array, items: {type: integer}, default: [1, x]}}  | input.n.default[1]
          {n: {type: strin}}                                           | input.n.type
          {n: 5}                                                       | input.n
          {type: object, properties: {n: {pattern: '['}}}              | input.properties.n.pattern
          {type: object, properties: {n: {const: 1, default: 2}}}      | input.properties.n.default
          """)
  void anInputThatNoValueCouldBeCheckedAgainstIsRefusedWithItsPath(String input, String path) {
    assertThat(problems(input))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.rule()).isNotBlank();
              assertThat(problem.fix()).isNotBlank();
            });
  }

  @Test
  void allIsToldAtOnce() {
    assertThat(problems("{n: {minimum: x}, m: {pattern: '['}}"))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("input.n.minimum", "input.m.pattern");
    assertThat(problems("{n: {type: integer, default: five}, m: {type: string, default: 5}}"))
        .extracting(Problem::path)
        .containsExactly("input.n.default", "input.m.default");
  }

  @Test
  void aSchemaMayReferToItsOwnPartsAndADefaultNeedsNoOtherField() {
    assertThat(
            problems(
                """
                {type: object, required: [n, m], $defs: {count: {type: integer, minimum: 1}},
                 properties: {n: {$ref: '#/$defs/count', default: 3}, m: {type: string}}}
                """
                    .replace("\n", " ")))
        .isEmpty();
  }

  @Test
  void whatWasAcceptedBeforeIsStillRead() {
    String yaml = "input: {n: {type: integer, default: five}}" + BODY;

    assertThat(WorkflowCompiler.ofAccepted().compile("test", Compiled.spec(yaml)).problems())
        .isEmpty();
  }
}
