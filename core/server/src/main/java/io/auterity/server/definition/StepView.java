package io.auterity.server.definition;

import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.view.StepOutline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step as it is drawn.
 *
 * @param node its number, as progress names it
 * @param after ids of the steps that it follows
 * @param call the capability
 * @param arms of a branch
 * @param steps of a step over a list
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
    @Nullable Integer concurrency,
    @Nullable Boolean paced,
    String text) {

  static List<StepView> of(List<StepOutline> steps) {
    return steps.stream().map(StepView::of).toList();
  }

  private static StepView of(StepOutline step) {
    boolean each = step.type() == StepType.EACH;
    return new StepView(
        step.node(),
        step.id(),
        step.type(),
        step.after(),
        step.type() == StepType.CALL ? step.text() : null,
        step.route(),
        step.type() == StepType.BRANCH ? step.arms().stream().map(ArmView::of).toList() : null,
        each ? of(step.steps()) : null,
        step.concurrency(),
        each ? step.paced() : null,
        step.text());
  }
}
