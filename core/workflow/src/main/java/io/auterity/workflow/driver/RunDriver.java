package io.auterity.workflow.driver;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run on: applies what happens, one thing after another, and has its {@linkplain RunHost
 * host} do what that makes possible. Free of I/O and chance; not for two threads at once.
 */
public final class RunDriver {

  private final RunBirth birth;
  private final RunState state;
  private final Instant since;
  private final @Nullable Reopening reopening;
  private final RunHost host;
  private final CallRules calls;
  private final InboxRules inbox;
  private final Deque<EngineCommand> todo = new ArrayDeque<>();

  /** Messages that are taken, which is not durable yet. */
  private final Set<UUID> taking = new HashSet<>();

  /** Whether signals may wait that came before a step waited for them. */
  private boolean early;

  /** Whether a step has begun to wait for messages since signals were last looked for. */
  private boolean asked;

  /** Whether nothing of the run has started, as it waited for room. */
  private boolean unstarted;

  /**
   * The message by which a run that had ended is just reopened.
   *
   * @param effect that it has
   */
  public record Reopening(UUID message, InboxRules.Effect effect) {}

  /**
   * The driver of a run.
   *
   * @param since from when on its time counts
   * @param reopening null when it is not reopened
   */
  public RunDriver(
      RunBirth birth, RunState state, Instant since, @Nullable Reopening reopening, RunHost host) {
    this.birth = birth;
    this.state = state;
    this.since = since;
    this.reopening = reopening;
    this.host = host;
    this.calls = new CallRules(state);
    this.inbox = new InboxRules(birth.id(), state);
  }

  /** The run has just been accepted. */
  public void begin() {
    List<EngineCommand> commands = Decider.begin(state);
    checkDeadline();
    carryOut(commands);
  }

  /** The run may have taken as long as it may. */
  public void deadline() {
    checkDeadline();
    carryOut(List.of());
  }

  /**
   * The run has been read back. Its end or its pause goes before anything of it starts again, all
   * else after.
   *
   * @param waiting messages in its inbox
   * @param fresh whether nothing of it has started, as it waited for room
   */
  public void resume(List<InboxMessage> waiting, boolean fresh) {
    waiting.stream().filter(this::reopens).forEach(this::take);
    unstarted = fresh;
    waiting.stream().filter(message -> message.kind().ofRun()).forEach(this::take);
    unstarted = false;
    checkDeadline();
    todo.clear(); // what the end makes possible is under way, and resumed with all else
    List<EngineCommand> commands = Decider.resume(state);
    host.moved(null, host.now());
    carryOut(commands);
    early = true;
    asked = !state.asking().isEmpty();
    deliverEarly();
    deliver(waiting);
  }

  /** Something has happened, unless it cannot any more. */
  public void happened(RunEvent event) {
    happened(event, null);
  }

  private void happened(RunEvent event, @Nullable UUID decision) {
    if (state.admits(event)) {
      record(event, decision);
      carryOut(List.of());
    }
  }

  /** A time of a step has come. */
  public void due(StepKey step, Instant due) {
    RunEvent event = StepPreparation.due(state, step, due);
    if (event != null) {
      happened(event);
    }
  }

  /**
   * The call of a step has ended.
   *
   * @param chance from 0 to 1, of which the wait before the next attempt depends
   */
  public void ended(StepKey step, CallResult result, double chance) {
    if (calls.anew(step, result)) {
      unsent(step);
      carryOut(List.of(new EngineCommand.Start(step)));
      return;
    }
    happened(
        switch (result) {
          case CallResult.Succeeded(UUID d, Json output) -> new RunEvent.Completed(step, output);
          case CallResult.Refused(UUID d, Failure failure) -> failed(step, failure, true, chance);
          case CallResult.Failed(UUID d, Failure failure) -> failed(step, failure, false, chance);
        },
        result.decision());
  }

  /** What became of the call of a step is not known, as the process that made it is gone. */
  public void lost(StepKey step) {
    if (!state.calling(step)) {
      return;
    }
    if (state.undoable(step) || !givenUp(step)) {
      RunEvent event = calls.recovered(step, () -> host.facts(step));
      if (event instanceof RunEvent.Repeated && !state.admits(event)) {
        todo.add(new EngineCommand.Start(step)); // it was not noted
      } else {
        recordIfAdmitted(event);
      }
    }
    carryOut(List.of());
  }

  private RunEvent failed(StepKey step, Failure failure, boolean refused, double chance) {
    Instant now = host.now();
    Instant began = Objects.requireNonNullElse(state.began(step), now);
    return calls.failed(step, failure, refused, host.facts(step), began, now, chance);
  }

  /** A call was not made after all: its note is taken back. */
  public void unsent(StepKey step) {
    recordIfAdmitted(new RunEvent.Unsent(step));
  }

  /** Takes messages of the inbox, as far as something waits for them. */
  public void deliver(List<InboxMessage> messages) {
    List<UUID> kept = new ArrayList<>();
    for (InboxMessage message : messages) {
      if (!reopens(message) && InboxRules.afterEnd(state, message)) {
        break;
      }
      if (!taking.contains(message.id()) && !deliver(message)) {
        kept.add(message.id());
      }
      deliverEarly();
    }
    if (!kept.isEmpty()) {
      host.then(new AfterCommit.Keep(kept));
    }
  }

  private boolean reopens(InboxMessage message) {
    return reopening != null && reopening.message().equals(message.id());
  }

  private boolean deliver(InboxMessage message) {
    boolean taken = take(message);
    carryOut(List.of());
    return taken;
  }

  /** False when nothing waits for the message yet. */
  private boolean take(InboxMessage message) {
    InboxRules.Effect effect =
        reopening != null && reopens(message) ? reopening.effect() : inbox.of(message, unstarted);
    if (effect.early()) {
      early = true;
      return false;
    }
    taking.add(message.id());
    host.beginMessage();
    effect.events().forEach(event -> record(event, null));
    host.endMessage(new InboxMessage.Taken(message.id(), effect.refused()));
    host.then(new AfterCommit.Forget(message.id()));
    return true;
  }

  /** Takes what came before a step began to wait for it, which goes before what comes now. */
  public void deliverEarly() {
    try {
      while (asked && early) {
        Map<String, List<StepKey>> awaited = state.awaited();
        asked = false;
        for (String name : awaited.keySet()) {
          int most = taking.size() + awaited.getOrDefault(name, List.of()).size();
          for (InboxMessage message : host.signals(name, most)) {
            if (!taking.contains(message.id())) {
              deliver(message);
            }
          }
        }
      }
    } catch (CallFailedException e) {
      asked = true;
      host.signalsLater(e);
    }
  }

  /** Whether signals are still to be looked for. */
  public boolean looksForSignals() {
    return asked && early;
  }

  /** A message is taken for good: it is found in the inbox no more. */
  public void forget(UUID message) {
    taking.remove(message);
  }

  /** Does nothing more of what has become possible. */
  public void stop() {
    todo.clear();
  }

  private void checkDeadline() {
    Instant deadline = state.deadline(since);
    if (deadline == null) {
      return;
    }
    Duration left = Duration.between(host.now(), deadline);
    if (left.isPositive()) {
      host.deadlineIn(left);
    } else {
      recordIfAdmitted(new RunEvent.TimedOut(Duration.between(since, deadline)));
    }
  }

  private void carryOut(List<EngineCommand> commands) {
    todo.addAll(commands);
    for (EngineCommand next = todo.poll(); next != null; next = todo.poll()) {
      carryOut(next);
      host.carriedOut();
    }
  }

  private void carryOut(EngineCommand command) {
    switch (command) {
      case EngineCommand.Start(StepKey step) -> start(step);
      case EngineCommand.Recover(StepKey step) -> recover(step);
      case EngineCommand.Abandon(StepKey step) -> abandon(step);
      case EngineCommand.Announce(RunEvent.OfStep event) -> recordIfAdmitted(event);
      case EngineCommand.Delay(StepKey step, Duration duration) ->
          recordIfAdmitted(new RunEvent.TimerSet(step, host.now().plus(duration)));
      default -> host.then(new AfterCommit.Obey(command));
    }
  }

  private void abandon(StepKey step) {
    recordIfAdmitted(new RunEvent.Abandoned(step, state.doubt(step)));
  }

  private void recordIfAdmitted(RunEvent event) {
    if (state.admits(event)) {
      record(event, null);
    }
  }

  // What would only be left to who carries the run next is not begun.
  private void start(StepKey step) {
    Instant now = begun(step);
    if (givenUp(step)) {
      return;
    }
    Instant began = Objects.requireNonNullElse(state.began(step), now);
    switch (StepPreparation.prepare(state, step, began)) {
      case PreparedStep.Happened(RunEvent event) -> record(event, null);
      case PreparedStep.Child c ->
          record(
              new RunEvent.ChildBegun(step, birth.child(step.text(state.workflow()), step.round())),
              null);
      case PreparedStep.Dispatch call when !host.open() -> {}
      case PreparedStep.Dispatch call -> dispatch(call);
    }
  }

  private Instant begun(StepKey step) {
    Instant now = host.now();
    state.started(step, now);
    host.started(step, now);
    return now;
  }

  private void dispatch(PreparedStep.Dispatch call) {
    StepKey step = call.step();
    RepetitionFacts facts = host.facts(call);
    RunEvent instead = calls.instead(step, facts);
    if (instead != null) {
      record(instead, null);
      return;
    }
    String only = facts.idempotency().noted();
    boolean noted = calls.noted(step, facts);
    if (noted) {
      record(new RunEvent.Dispatched(step, only), null);
    }
    host.then(new AfterCommit.Dial(call, only, noted || facts.effect()));
  }

  private void recover(StepKey step) {
    var _ = begun(step);
    if (state.undoable(step) || !givenUp(step)) {
      record(calls.recovered(step, () -> host.facts(step)), null);
    }
  }

  // Something around it has failed since the command, in the same turn.
  private boolean givenUp(StepKey step) {
    boolean stopping = state.stopping(step);
    if (stopping) {
      abandon(step);
    }
    return stopping;
  }

  private void record(RunEvent event, @Nullable UUID decision) {
    Instant began = event instanceof RunEvent.OfStep of ? state.began(of.step()) : null;
    Instant now = host.now();
    RunEvent kept = host.keep(event, began, decision, now);
    asked |= kept instanceof RunEvent.Asked;
    todo.addAll(Decider.apply(state, kept));
    host.moved(kept, now);
  }
}
