package io.auterity.workflow.graph;

import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Template;
import io.auterity.workflow.definition.Step.OnInDoubt;
import io.auterity.workflow.definition.Step.OnItemFailure;
import io.auterity.workflow.definition.StepRetry;
import io.auterity.workflow.definition.StepType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a compiled workflow. */
public sealed interface Node {

  /** What all nodes have. */
  Head head();

  default int index() {
    return head().index();
  }

  default String id() {
    return head().id();
  }

  default StepType type() {
    return switch (this) {
      case Call _ -> StepType.CALL;
      case Transform _ -> StepType.TRANSFORM;
      case Branch _ -> StepType.BRANCH;
      case Each _ -> StepType.EACH;
      case Wait _ -> StepType.WAIT;
    };
  }

  /**
   * Identity and place.
   *
   * @param index its number, in the order of the definition, an outer step before its inner ones
   * @param scope number of the scope that it belongs to
   * @param local its place in that scope
   * @param pattern its path without indexes, e.g. {@code triage[].classify}
   */
  record Head(int index, String id, int scope, int local, String pattern) {}

  record Call(
      Head head,
      String capability,
      Template with,
      Map<String, Template> labels,
      Duration timeout,
      @Nullable StepRetry retry,
      OnInDoubt onInDoubt)
      implements Node {
    public Call {
      labels = Map.copyOf(labels);
    }
  }

  record Transform(Head head, Template value) implements Node {}

  /**
   * Takes one arm.
   *
   * @param arms the last has no condition
   */
  record Branch(Head head, List<Arm> arms) implements Node {
    public Branch {
      arms = List.copyOf(arms);
    }
  }

  /** A way of a branch and the number of its scope. */
  record Arm(@Nullable Expression when, int scope) {}

  /**
   * Runs a scope for each item.
   *
   * @param body number of that scope
   */
  record Each(
      Head head,
      Template items,
      String as,
      int concurrency,
      @Nullable Template pace,
      OnItemFailure onItemFailure,
      int body)
      implements Node {}

  record Wait(Head head, Template duration) implements Node {}
}
