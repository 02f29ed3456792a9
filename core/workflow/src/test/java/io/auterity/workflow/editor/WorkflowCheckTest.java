package io.auterity.workflow.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.step.WorkflowCompiler;
import io.auterity.workflow.view.StepOutline;
import io.auterity.workflow.view.WorkflowOutline;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowCheckTest {

  private static final String TEXT =
      """
      # Triage
      kind: workflow
      id: triage
      spec:
        input: {items: {type: array, items: {type: string}}}
        steps:
          - id: all
            each: ${input.items}
            as: item
            steps:
              - id: mask
                call: text.pii.mask
                with: {text: "${item}"}
          - id: sum
            transform: ${size(all)}
      """;

  @Test
  void tellsTypesOfStepsAndTheNamesThatOneSees() {
    WorkflowCheck check = check(TEXT, "spec.steps[1]");

    assertThat(check.problems()).isEmpty();
    assertThat(check.types()).containsEntry("spec.steps[1]", "integer").hasSize(3);
    assertThat(check.names().keySet().stream().filter(name -> !name.contains(".")))
        .containsExactlyInAnyOrder("all", "input", "run", "tenant");
    assertThat(check.names())
        .containsEntry("run.id", "text")
        .containsEntry("input.items", "list of text");
    assertThat(check(TEXT, "spec.steps[0].steps[0]").names()).containsEntry("item", "text");
  }

  @Test
  void drawsWhatHoldsMistakesAndTellsWhereTheyAre() {
    WorkflowCheck check =
        check(TEXT.replace("size(all)", "size(al)").replace("text.pii.mask", "text.pii.mas"), null);

    assertThat(check.problems())
        .extracting(Problem::path, Problem::line)
        .contains(tuple("spec.steps[1].transform", 15), tuple("spec.steps[0].steps[0].call", 12));
    WorkflowOutline outline = Objects.requireNonNull(check.outline());
    assertThat(outline.steps()).extracting(StepOutline::id).containsExactly("all", "sum");
    assertThat(outline.steps().getFirst().steps())
        .extracting(StepOutline::path)
        .containsExactly("steps[0].steps[0]");
  }

  @Test
  void tellsWhatIsWrongAroundTheSpec() {
    assertThat(check("kind: route\nid: A b\nspec: []\nmore: 1\n", null).problems())
        .extracting(Problem::path)
        .containsExactly("kind", "id", "spec", "more");
    assertThat(check("[]", null).problems()).hasSize(1);
    assertThat(check("", null).problems()).hasSize(1);
    assertThat(check("a: [", null).problems())
        .allSatisfy(problem -> assertThat(problem.line()).isNotNull());
  }

  @Test
  void aTextIsBounded() {
    assertThatThrownBy(() -> check("#".repeat(WorkflowCheck.CHARACTERS + 1), null))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("at most 1,000,000");
  }

  private static WorkflowCheck check(String text, @Nullable String at) {
    return WorkflowCheck.of(
        new WorkflowCompiler(Signatures.of(Compiled.CATALOGUE)), text, at, CheckBound.NONE);
  }
}
