package io.auterity.server.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.view.StepOutline;
import io.auterity.workflow.view.StepOutline.ArmOutline;
import io.auterity.workflow.view.WorkflowOutline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow in one version.
 *
 * @param input JSON Schema
 * @param output in one line
 */
public record WorkflowView(
    String id, int version, Json.Obj input, List<StepView> steps, @Nullable String output) {

  public static WorkflowView of(WorkflowOutline outline, int version) {
    return new WorkflowView(
        outline.id(), version, outline.input(), StepView.of(outline.steps()), outline.output());
  }

  /**
   * One step as it is drawn.
   *
   * @param node its number, as progress names it
   * @param after ids of the steps that it follows
   * @param call the capability
   * @param arms of a branch or of a parallel step
   * @param steps of a step that repeats them
   * @param undo steps that take its effect back
   * @param text one line: the capability or the expression
   */
  public record StepView(
      int node,
      String id,
      StepType type,
      List<String> after,
      @Nullable String call,
      @Nullable String route,
      @Nullable List<ArmView> arms,
      @Nullable List<StepView> steps,
      @Nullable List<StepView> undo,
      @Nullable Integer concurrency,
      @Nullable Boolean paced,
      String text) {

    static List<StepView> of(List<StepOutline> steps) {
      return steps.stream().map(StepView::of).toList();
    }

    private static StepView of(StepOutline step) {
      boolean repeats = step.type() == StepType.EACH || step.type() == StepType.LOOP;
      return new StepView(
          step.node(),
          step.id(),
          step.type(),
          step.after(),
          step.type() == StepType.CALL ? step.text() : null,
          step.route(),
          step.arms().isEmpty() ? null : step.arms().stream().map(ArmView::of).toList(),
          repeats ? of(step.steps()) : null,
          step.undo().isEmpty() ? null : of(step.undo()),
          step.concurrency(),
          repeats ? step.paced() : null,
          step.text());
    }
  }

  /**
   * A way of a branch, an arm of a parallel step, or what a try holds.
   *
   * @param when its condition as it was written, or its name; absent on the last of a branch
   * @param otherwise true on the last, which is taken when no other is
   */
  public record ArmView(
      @Nullable String when,
      @JsonProperty("else") @Nullable Boolean otherwise,
      List<StepView> steps) {

    static ArmView of(ArmOutline arm) {
      return new ArmView(arm.when(), arm.when() == null ? true : null, StepView.of(arm.steps()));
    }
  }
}
