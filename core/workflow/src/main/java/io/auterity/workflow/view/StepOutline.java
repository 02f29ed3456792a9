package io.auterity.workflow.view;

import io.auterity.workflow.definition.StepType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow as people see it.
 *
 * @param node its number, as events and tallies name it
 * @param path e.g. {@code triage[].classify}
 * @param after ids of the steps that it follows
 * @param text one line: the capability or the expression
 * @param arms of a branch
 * @param steps of a step that repeats them
 * @param undo steps that take its effect back
 */
public record StepOutline(
    int node,
    String id,
    String path,
    StepType type,
    List<String> after,
    String text,
    @Nullable String route,
    @Nullable Integer concurrency,
    boolean paced,
    List<ArmOutline> arms,
    List<StepOutline> steps,
    List<StepOutline> undo) {
  public StepOutline {
    after = List.copyOf(after);
    arms = List.copyOf(arms);
    steps = List.copyOf(steps);
    undo = List.copyOf(undo);
  }

  /**
   * One of several scopes of a step.
   *
   * @param when the condition under which it is taken as it was written, or its name; null for the
   *     last of a branch
   */
  public record ArmOutline(@Nullable String when, List<StepOutline> steps) {
    public ArmOutline {
      steps = List.copyOf(steps);
    }
  }
}
