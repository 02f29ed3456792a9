package io.auterity.workflow.graph;

import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepRetry;
import io.auterity.workflow.definition.StepType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One step of a compiled workflow. Each type of step is a class in the package {@code step}. */
public interface Node {

  /** What all nodes have. */
  Head head();

  StepType type();

  /** What it works on; {@link Json#NULL} when that is no single value. */
  Json input(Bindings bindings);

  /**
   * Evaluates what it needs to begin.
   *
   * @param now when a wait begins
   */
  Beginning begin(Bindings bindings, Instant now);

  /** How it begins, unless that fails. */
  Class<? extends Beginning> begins();

  default int index() {
    return head().index();
  }

  default String id() {
    return head().id();
  }

  /** Numbers of the scopes that it holds. */
  default List<Integer> scopes() {
    return List.of();
  }

  /**
   * Whether the run ends with it.
   *
   * @param well whether it has its output, or has failed
   */
  default boolean endsRun(boolean well) {
    return false;
  }

  /** Whether its scope is run once for each of many items. */
  default boolean many() {
    return false;
  }

  /**
   * Identity and place.
   *
   * @param index its number, in the order of the definition, an outer step before its inner ones
   * @param scope number of the scope that it belongs to
   * @param local its place in that scope
   * @param pattern its path without indexes, e.g. {@code triage[].classify}
   * @param when condition without which it is skipped; null for none
   * @param undo number of the scope that takes its effect back; null for none
   */
  record Head(
      int index,
      String id,
      int scope,
      int local,
      String pattern,
      @Nullable Expression when,
      @Nullable Integer undo) {

    /** Whether the step is skipped. */
    public boolean skips(Bindings bindings) {
      return when != null && !when.test(bindings);
    }
  }

  /**
   * Calls a capability. Steps of other types may be compiled to this one too.
   *
   * @param labels templates by name
   * @param provider template of the provider that is asked; null where the road chooses
   * @param retry null when the step says nothing of it
   */
  record Call(
      Head head,
      StepType type,
      String capability,
      Template with,
      Map<String, Template> labels,
      @Nullable Template provider,
      Duration timeout,
      @Nullable StepRetry retry,
      OnInDoubt onInDoubt)
      implements Node {
    public Call {
      labels = Map.copyOf(labels);
    }

    /** Whether its input tells when the step began. */
    public boolean readsNow() {
      return with.reads(RunNames.NOW);
    }

    @Override
    public Json input(Bindings bindings) {
      return with.evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      Map<String, String> texts = new TreeMap<>();
      labels.forEach((name, label) -> texts.put(name, Step.Outline.line(label.evaluate(bindings))));
      return with.evaluate(bindings) instanceof Json.Obj input
          ? new Beginning.Dispatch(
              capability, input, texts, Step.Outline.line(provider, bindings), timeout)
          : Beginning.Refusal.of("the input of a call must be an object");
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Dispatch.class;
    }
  }

  /**
   * Runs another workflow.
   *
   * @param cancels whether the run is cancelled when the step is given up
   * @param detached whether the step does not wait for its end
   */
  record Run(Head head, String workflow, Template with, boolean cancels, boolean detached)
      implements Node {

    @Override
    public StepType type() {
      return StepType.RUN;
    }

    @Override
    public Json input(Bindings bindings) {
      return with.evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return with.evaluate(bindings) instanceof Json.Obj
          ? new Beginning.Child()
          : Beginning.Refusal.of("the input of a run must be an object");
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Child.class;
    }
  }

  /** What becomes of a call that may or may not have happened. */
  enum OnInDoubt {
    FAIL,
    /** It fails, and is undone as if it had happened. */
    UNDO,
    /** The run waits for a person's answer. */
    ASK,
    RETRY
  }
}
