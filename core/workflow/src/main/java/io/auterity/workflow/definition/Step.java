package io.auterity.workflow.definition;

import io.auterity.spi.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step as it was written. */
public sealed interface Step {

  /** The label that a route's condition tests. */
  String ROUTE = "route";

  /** What all steps have. */
  Head head();

  default String id() {
    return head().id();
  }

  /**
   * Identity and place of a step.
   *
   * @param path in the definition, e.g. {@code steps[0].steps[1]}
   * @param after steps of the same scope that it follows; null means the one above it
   */
  record Head(String id, String path, @Nullable List<String> after) {
    public Head {
      after = after == null ? null : List.copyOf(after);
    }
  }

  /**
   * Calls a capability.
   *
   * @param with template of the input
   * @param labels templates by name; {@code route} is among them when it was given
   */
  record Call(
      Head head,
      String capability,
      Json with,
      Map<String, Json> labels,
      Duration timeout,
      @Nullable StepRetry retry,
      OnInDoubt onInDoubt)
      implements Step {
    public Call {
      labels = Map.copyOf(labels);
    }

    /** Where a label was written. */
    public String written(String label) {
      return label.equals(ROUTE) ? ROUTE : "labels." + label;
    }
  }

  /** Computes a value. */
  record Transform(Head head, Json value) implements Step {}

  /** Takes the first arm whose condition holds. */
  record Branch(Head head, List<Arm> arms) implements Step {
    public Branch {
      arms = List.copyOf(arms);
    }
  }

  /**
   * One way of a branch.
   *
   * @param when its condition; null for the last arm, which is taken when no other is
   */
  record Arm(String path, @Nullable Json when, Body body) {}

  /**
   * Runs its body once for each item of a list.
   *
   * @param as name of the item in the body
   * @param concurrency most items under way at one time
   * @param pace template of the least time between the starts of two items
   */
  record Each(
      Head head,
      Json items,
      String as,
      int concurrency,
      @Nullable Json pace,
      OnItemFailure onItemFailure,
      Body body)
      implements Step {}

  /**
   * Lets time pass; survives a restart.
   *
   * @param duration template of a duration
   */
  record Wait(Head head, Json duration) implements Step {}

  /**
   * Steps with a scope of their own.
   *
   * @param path of what holds the steps
   * @param output what the scope exports; null means the output of its last step
   */
  record Body(String path, List<Step> steps, @Nullable Json output) {
    public Body {
      steps = List.copyOf(steps);
    }
  }

  /** What becomes of a call that may or may not have happened. */
  enum OnInDoubt {
    FAIL,
    /** The run waits for a person's answer. */
    ASK,
    RETRY
  }

  /** What an item that fails does to its siblings. */
  enum OnItemFailure {
    /** No more start, those under way end, then the run fails. */
    FAIL,
    /** The item yields null. */
    CONTINUE
  }
}
