package io.auterity.workflow.step;

import io.auterity.workflow.graph.StepKind;
import java.util.List;

/** The list of the kinds of step. */
public final class StepKinds {

  public static final List<StepKind> ALL =
      List.of(
          CallStep.KIND,
          TransformStep.KIND,
          BranchStep.KIND,
          EachStep.KIND,
          LoopStep.KIND,
          ParallelStep.KIND,
          TryStep.KIND,
          RunStep.KIND,
          ScriptStep.KIND,
          StopStep.KIND,
          WaitStep.KIND,
          AwaitStep.KIND,
          AskStep.KIND);

  private StepKinds() {}
}
