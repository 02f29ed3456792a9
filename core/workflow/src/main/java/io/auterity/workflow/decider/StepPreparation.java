package io.auterity.workflow.decider;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.RunNames;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Evaluates what a step needs to start. Depends on the state and the given time alone. */
public final class StepPreparation {

  /**
   * Prepares a step that the state has started.
   *
   * @param began when it began: a wait goes on from there, and it is what {@code now} is in all of
   *     its tries
   */
  public static PreparedStep prepare(RunState state, StepKey step, Instant began) {
    Bindings bindings = state.bindings(step);
    if (bindings == null) {
      throw new IllegalArgumentException("not under way: " + step);
    }
    Node node = state.workflow().node(step.node());
    Bindings names = RunNames.of(bindings, step.inRound(state.workflow()), began);
    return of(node, step, names, began, state.given(step));
  }

  /**
   * What a step under way is given; null where it is not under way.
   *
   * @param began when it began; null when that is not known
   */
  public static @Nullable Json input(RunState state, StepKey step, @Nullable Instant began) {
    Bindings bindings = state.bindings(step);
    Json given = state.given(step);
    if (bindings != null && given != null) {
      return given;
    }
    return bindings == null
        ? null
        : state.workflow().node(step.node()).input(RunNames.at(bindings, began));
  }

  /** The call that a step makes, or has made; null when it makes none now. */
  public static PreparedStep.@Nullable Dispatch call(
      RunState state, StepKey step, @Nullable Instant began) {
    return state.bindings(step) != null
            && began != null
            && prepare(state, step, began) instanceof PreparedStep.Dispatch call
        ? call
        : null;
  }

  /**
   * What it means that a time of a step has come.
   *
   * @param due the time that was told
   * @return null when it is no time of the step any more, or the run is paused
   */
  public static @Nullable RunEvent due(RunState state, StepKey step, Instant due) {
    Instant awaited = state.due(step);
    if (state.paused() || (awaited != null && !due.equals(awaited))) {
      return null;
    }
    Json asked = state.request(step);
    if (asked == null) {
      return new RunEvent.TimerFired(step);
    }
    MessageWait node = (MessageWait) state.workflow().node(step.node());
    return awaited != null
            && of(step, node.due(asked)) instanceof PreparedStep.Happened(RunEvent event)
        ? event
        : null;
  }

  /**
   * What a message makes of a step that waits for messages.
   *
   * @throws CallFailedException when it has no effect
   */
  public static RunEvent received(RunState state, StepKey step, Json message) {
    Json asked = Objects.requireNonNull(state.request(step));
    MessageWait node = (MessageWait) state.workflow().node(step.node());
    return ((PreparedStep.Happened) of(step, node.received(asked, message))).event();
  }

  private static Beginning given(Beginning begun, @Nullable Json given) {
    return begun instanceof Beginning.Dispatch call && given instanceof Json.Obj input
        ? new Beginning.Dispatch(
            call.capability(), input, call.labels(), call.provider(), call.timeout())
        : begun;
  }

  private static PreparedStep of(
      Node node, StepKey step, Bindings bindings, Instant began, @Nullable Json given) {
    try {
      return node.head().skips(bindings)
          ? happened(new RunEvent.Skipped(step, null))
          : of(step, given(node.begin(bindings, began), given));
    } catch (EvaluationException e) {
      Failure failure = Failure.of(FailureCode.INVALID, String.valueOf(e.getMessage()));
      return new PreparedStep.Happened(new RunEvent.Failed(step, failure));
    }
  }

  private static PreparedStep of(StepKey step, Beginning beginning) {
    return switch (beginning) {
      case Beginning.Dispatch call ->
          new PreparedStep.Dispatch(
              step,
              call.capability(),
              call.input(),
              call.labels(),
              call.provider(),
              call.timeout());
      case Beginning.Output(Json value) -> happened(new RunEvent.Completed(step, value));
      case Beginning.Arm(int arm) -> happened(new RunEvent.Chosen(step, arm));
      case Beginning.Items(int count) -> happened(new RunEvent.Expanded(step, count));
      case Beginning.Child c -> new PreparedStep.Child(step);
      case Beginning.Timer(Instant due) -> happened(new RunEvent.TimerSet(step, due));
      case Beginning.Question(Instant due, Json asked) ->
          happened(new RunEvent.Asked(step, due, asked));
      case Beginning.Refusal(Failure failure) -> happened(new RunEvent.Failed(step, failure));
    };
  }

  private static PreparedStep happened(RunEvent event) {
    return new PreparedStep.Happened(event);
  }
}
