package io.auterity.workflow.graph;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step as it was written. Each type of step is a class in the package {@code step}. */
public interface Step {

  /** What all steps have. */
  Head head();

  StepType type();

  /** How people see it. */
  Outline outline();

  /**
   * Compiles it, and the steps that it holds. One with a mistake adds no node, only problems.
   *
   * @return the type of its output, as far as it is known
   */
  ValueType compile(StepCompilation at);

  default String id() {
    return head().id();
  }

  /** The scopes that it holds. */
  default List<Body> bodies() {
    return List.of();
  }

  /** The same, and its undo. */
  default Stream<Body> allBodies() {
    return Stream.concat(bodies().stream(), Stream.ofNullable(head().undo()));
  }

  /** Whether its undo runs also when it is not known whether it happened. */
  default boolean undoneInDoubt() {
    return false;
  }

  /** Whether its scopes are arms, rather than one that is run for items. */
  default boolean inArms() {
    return false;
  }

  /** Whether it waits for others to call the run back. */
  default boolean calledBack() {
    return false;
  }

  /** Names besides those of steps that its bodies see, by the field that gives them. */
  default Map<String, String> names() {
    return Map.of();
  }

  /** Type of the event that it awaits; null when it awaits none. */
  default @Nullable String awaitedEvent() {
    return null;
  }

  /** Id of the workflow of which it starts a run; null when it starts none. */
  default @Nullable String startedWorkflow() {
    return null;
  }

  /** Templates of durations, by field. */
  default Map<String, Json> durations() {
    return Map.of();
  }

  /**
   * Identity and place of a step.
   *
   * @param path in the definition, e.g. {@code steps[0].steps[1]}
   * @param after steps of the same scope that it follows; null means the one above it
   * @param when condition without which it is skipped; null for none
   * @param undo what takes its effect back when the {@code try} around it fails; null for nothing
   */
  record Head(
      String id,
      String path,
      @Nullable List<String> after,
      @Nullable Json when,
      @Nullable Body undo) {
    public Head {
      after = after == null ? null : List.copyOf(after);
    }
  }

  /**
   * Steps with a scope of their own.
   *
   * @param path of what holds the steps
   * @param field of it that lists them
   * @param label as it was written, the condition under which they are taken or their name
   * @param output what the scope exports; null means the output of its last step
   */
  record Body(
      String path, String field, @Nullable Json label, List<Step> steps, @Nullable Json output) {
    public Body {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One line about a step.
   *
   * @param text the capability or the expression
   * @param route label of a call that routes test
   * @param concurrency most items under way at one time; null when it has none
   * @param paced whether its items start at a pace
   */
  record Outline(
      String text, @Nullable String route, @Nullable Integer concurrency, boolean paced) {

    /** Of a step that has no more. */
    public static Outline of(Json value) {
      return new Outline(line(value), null, null, false);
    }

    /** A value in one line. */
    public static String line(Json value) {
      return value instanceof Json.Str(String text) ? text : value.toString();
    }

    /** What a template gives in one line; null where there is none, and where it gives null. */
    public static @Nullable String line(@Nullable Template template, Bindings bindings) {
      Json value = template == null ? Json.NULL : template.evaluate(bindings);
      return value.equals(Json.NULL) ? null : line(value);
    }
  }
}
