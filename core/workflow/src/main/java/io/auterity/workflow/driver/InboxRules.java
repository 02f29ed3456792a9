package io.auterity.workflow.driver;

import io.auterity.platform.call.Invocation;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules of the inbox: what a message comes to in the run that takes it. */
public record InboxRules(UUID run, RunState state) {

  /**
   * The effect of a message.
   *
   * @param refused why it has none; null when it has, or needs none
   * @param early whether nothing waits for it yet
   */
  public record Effect(List<RunEvent> events, @Nullable String refused, boolean early) {
    public Effect {
      events = List.copyOf(events);
    }

    private static final Effect EARLY = new Effect(List.of(), null, true);

    public static Effect of(RunEvent... events) {
      return new Effect(List.of(events), null, false);
    }

    public static Effect none(String why) {
      return new Effect(List.of(), why, false);
    }
  }

  /**
   * Whether a message reopens a run that has ended. One who has the run in memory still leaves it,
   * and what was sent after it, to the next who loads the run.
   */
  public static boolean afterEnd(RunState state, InboxMessage message) {
    return message.kind() == InboxMessage.Kind.AGAIN && state.ending().isPresent();
  }

  /**
   * The effect of a message now.
   *
   * @param unstarted whether nothing of the run has started
   */
  public Effect of(InboxMessage message, boolean unstarted) {
    if (state.ending().isPresent()) {
      return Effect.none(over(run));
    }
    return switch (message.kind()) {
      case CANCEL -> once(new RunEvent.CancelRequested(message.by()));
      case PAUSE -> paused(new RunEvent.Paused(message.by(), unstarted));
      case AGAIN -> Effect.none("the run goes on already");
      case RESUME -> once(new RunEvent.Resumed(message.by()));
      case ANSWER -> answered(message);
      case CHILD_ENDED -> childEnded(message);
      case SIGNAL -> signalled(message);
      case VOTE -> voted(message);
      case EVENT -> happened(message);
    };
  }

  /** Says that a run has ended. */
  public static String over(UUID run) {
    return "the run %s is over".formatted(Invocation.RUN_ID.write(run));
  }

  // One that is paused already needs no second request; one that is ending cannot wait.
  private Effect paused(RunEvent event) {
    if (state.admits(event)) {
      return Effect.of(event);
    }
    return state.paused()
        ? Effect.of()
        : Effect.none("the run %s is ending".formatted(Invocation.RUN_ID.write(run)));
  }

  // One that is ending already, or goes on, needs no second request.
  private Effect once(RunEvent event) {
    return state.admits(event) ? Effect.of(event) : Effect.of();
  }

  // One that the step waits for no more needs no effect.
  private Effect childEnded(InboxMessage message) {
    String key = Objects.requireNonNullElse(message.name(), "");
    StoredJson payload = message.payload();
    try {
      StepKey step = state.current(StepKey.read(state.workflow(), key, 0));
      Json.Obj end = (Json.Obj) Objects.requireNonNull(payload, "payload").json();
      return state.awaits(step, message.id())
          ? Effect.of(delivered(step, message), end(step, end))
          : Effect.of();
    } catch (CallFailedException | IllegalArgumentException e) {
      return Effect.none("the end of a run for the step '%s' cannot be read".formatted(key));
    }
  }

  private static RunEvent end(StepKey step, Json.Obj end) {
    String state = Objects.requireNonNullElse(end.text("state"), "");
    if (state.equals(RunPhase.SUCCEEDED.wire())) {
      return new RunEvent.Completed(step, Objects.requireNonNullElse(end.get("output"), Json.NULL));
    }
    String run =
        "the run %s %s"
            .formatted(
                Invocation.RUN_ID.write(UUID.fromString(Objects.requireNonNull(end.text("run")))),
                state);
    return new RunEvent.Failed(
        step,
        end.get("failure") instanceof Json.Obj failure
            ? FailureJson.read(failure)
            : Failure.of(FailureCode.CANCELLED, run));
  }

  private Effect signalled(InboxMessage message) {
    String name = Objects.requireNonNullElse(message.name(), "");
    List<StepKey> waiting = state.awaited().getOrDefault(name, List.of());
    if (waiting.isEmpty()) {
      return Effect.EARLY;
    }
    return received(waiting.getFirst(), message);
  }

  private Effect voted(InboxMessage message) {
    return toStep(message, step -> state.approval(step) != null, "asks for no vote");
  }

  // An event for a step that no longer waits is dropped.
  private Effect happened(InboxMessage message) {
    return toStep(message, step -> state.request(step) != null, "waits for no event any more");
  }

  private Effect toStep(InboxMessage message, Predicate<StepKey> waits, String otherwise) {
    String key = Objects.requireNonNullElse(message.name(), "");
    try {
      StepKey step = state.current(StepKey.read(state.workflow(), key, 0));
      return waits.test(step)
          ? received(step, message)
          : Effect.none("the step '%s' %s".formatted(key, otherwise));
    } catch (CallFailedException e) {
      return Effect.none(e.failure().message());
    }
  }

  private Effect received(StepKey step, InboxMessage message) {
    StoredJson payload = message.payload();
    Json said = payload == null ? Json.NULL : payload.json();
    return Effect.of(delivered(step, message), StepPreparation.received(state, step, said));
  }

  private static RunEvent delivered(StepKey step, InboxMessage message) {
    return new RunEvent.Delivered(step, message.id(), message.kind().wire(), message.by());
  }

  private Effect answered(InboxMessage message) {
    String key = Objects.requireNonNullElse(message.name(), "");
    StoredJson payload = message.payload();
    StepKey step;
    DoubtAnswer answer;
    try {
      step = state.current(StepKey.read(state.workflow(), key, 0));
      answer = DoubtAnswer.read(payload == null ? Json.NULL : payload.json());
    } catch (CallFailedException | IllegalArgumentException e) {
      return Effect.none("the answer for the step '%s' cannot be read".formatted(key));
    }
    if (!state.inDoubt(step)) {
      return Effect.none("the step '%s' is not in doubt: no answer is asked for".formatted(key));
    }
    if (answer instanceof DoubtAnswer.Repeat && state.stopping(step)) {
      return Effect.none(
          ("what is around the step '%s' ends, so its call is not made again: answer succeeded,"
                  + " and it is undone, or fail")
              .formatted(key));
    }
    return Effect.of(delivered(step, message), CallRules.answered(step, answer));
  }
}
