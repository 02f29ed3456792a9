package io.auterity.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.step.WorkflowCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepDurationsTest {

  @ParameterizedTest
  @ValueSource(strings = {"banana", "5 minutes", "-5s", "", "366d", "999999999999d"})
  void aDurationThatIsNoneIsRefusedWhereverItIsWrittenOut(String text) {
    String yaml =
        """
        steps:
          - id: rows
            each: [1]
            as: row
            pace: '%1$s'
            steps: [{id: a, wait: '%1$s'}]
          - id: either
            branch: [{else: [{id: b, wait: '%1$s'}]}]
        """
            .formatted(text);

    assertThat(Compiled.problems(yaml))
        .containsExactly(
            problem("steps[0].pace", text),
            problem("steps[0].steps[0].wait", text),
            problem("steps[1].branch[0].else[0].wait", text));
    assertThat(WorkflowCompiler.ofAccepted().compile("test", Compiled.spec(yaml)).problems())
        .isEmpty();
  }

  private static Problem problem(String path, String text) {
    return new Problem(
        path,
        "'%s' is no duration up to 365d".formatted(text),
        "write a number with ms, s, m, h or d, e.g. 30s");
  }

  @Test
  void aYearIsTheMost() {
    assertThat(Compiled.problems("steps: [{id: a, wait: 365d}]")).isEmpty();
  }

  @Test
  void aComputedOneIsLookedAtWhenTheStepBegins() {
    assertThat(
            Compiled.problems("{input: {d: {type: string}}, steps: [{id: a, wait: '${input.d}'}]}"))
        .isEmpty();
  }
}
