package io.auterity.workflow.engine;

import io.auterity.platform.call.Exchange;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Performs the commands of a run once the events that led to them are durable: calls, timers and
 * cancellations. Confined to the run's owner.
 */
final class CommandExecutor {

  private static final Duration MOMENT = Duration.ofMillis(250);

  private final LoadedRun run;
  private final EngineServices services;
  private final ActiveRuns runs;
  private final RunOwner owner;
  private final ChildRuns children;
  private final EventWaits waits;
  private final Set<StepKey> calls = new HashSet<>();
  private final Map<StepKey, Exchange> exchanges = new ConcurrentHashMap<>();
  private final Set<StepKey> cancelled = ConcurrentHashMap.newKeySet();
  private final Set<StepKey> held = new HashSet<>();
  private final Map<StepKey, Long> paced = new HashMap<>();

  CommandExecutor(LoadedRun run, EngineServices services, ActiveRuns runs, RunOwner owner) {
    this.run = run;
    this.services = services;
    this.runs = runs;
    this.owner = owner;
    this.children = new ChildRuns(run, services, owner);
    this.waits = new EventWaits(run, services, owner);
  }

  void perform(List<AfterCommit> actions) {
    for (AfterCommit action : actions) {
      switch (action) {
        case AfterCommit.Dial dial -> dial(dial);
        case AfterCommit.Obey(EngineCommand command) -> obey(command);
        case AfterCommit.Forget(UUID message) -> owner.forget(message);
        case AfterCommit.Keep(List<UUID> messages) -> runs.keep(run.birth().id(), messages);
      }
    }
  }

  /** Whether no call is under way, and nothing is left to be stored. */
  boolean idle() {
    return calls.isEmpty() && stored();
  }

  /** Whether nothing is left to be stored of runs that steps start and events that they await. */
  boolean stored() {
    return children.idle() && waits.idle();
  }

  /** A command is obeyed as soon as what led to it is durable. */
  void expect(EngineCommand command) {
    switch (command) {
      case EngineCommand.StartChild(StepKey step, UUID child) -> children.expect(step, false);
      case EngineCommand.CancelChild(StepKey step, UUID child) -> children.expect(step, true);
      case EngineCommand.AwaitEvent(StepKey step) -> waits.expect(step);
      default -> {}
    }
  }

  /**
   * Makes a call, as soon as it is sure that no other server is at work on the run. When the engine
   * closes, what is not begun is left to the next start.
   */
  void dial(AfterCommit.Dial dial) {
    StepKey step = dial.call().step();
    held.remove(step);
    if (!runs.open()) {
      owner.unsent(step);
      return;
    }
    if (!services.journal().leads(run.birth().id())) {
      held.add(step);
      services.timers().after(MOMENT, () -> owner.tellHere(new RunMessage.Dial(dial)));
      return;
    }
    calls.add(step);
    services
        .calls()
        .start(
            run.birth(),
            run.workflow(),
            dial.call(),
            dial.only(),
            exchange -> opened(step, exchange),
            result -> owner.tellHere(new RunMessage.CallEnded(step, result)));
  }

  private void opened(StepKey step, Exchange exchange) {
    exchanges.put(step, exchange);
    if (cancelled.contains(step)) {
      exchange.cancel();
    }
  }

  void ended(StepKey step) {
    calls.remove(step);
    exchanges.remove(step);
    cancelled.remove(step);
  }

  private void obey(EngineCommand command) {
    switch (command) {
      case EngineCommand.Arm(StepKey step, Instant due) ->
          later(Duration.between(services.time().now(), due), new RunMessage.Due(step, due));
      case EngineCommand.Admit(StepKey step, int index) -> admit(step, index);
      case EngineCommand.Cancel(StepKey step) -> cancel(step);
      case EngineCommand.StartChild(StepKey step, UUID child) -> children.start(step, child);
      case EngineCommand.CancelChild(StepKey step, UUID child) -> children.cancel(step, child);
      case EngineCommand.AwaitEvent(StepKey step) -> waits.add(step);
      case EngineCommand.Finish f -> {
        run.progress().phase(owner.endPhase(), services.time().now());
        runs.ended(owner);
      }
      case EngineCommand.Start _,
          EngineCommand.Announce _,
          EngineCommand.Delay _,
          EngineCommand.Abandon _,
          EngineCommand.Recover _ ->
          throw new IllegalArgumentException("done inside: " + command);
    }
  }

  private void admit(StepKey step, int index) {
    long now = services.time().nanos();
    long pace = run.state().pace(step).toNanos();
    long wait = Math.max(0, paced.getOrDefault(step, now - pace) + pace - now);
    paced.put(step, now + wait);
    later(Duration.ofNanos(wait), new RunMessage.Happened(new RunEvent.ItemDue(step, index)));
  }

  // A run that has left memory is not kept by its timers.
  void later(Duration delay, RunMessage message) {
    WeakReference<RunOwner> told = new WeakReference<>(owner);
    services
        .timers()
        .after(
            delay,
            () -> {
              RunOwner there = told.get();
              if (there != null) {
                there.tellHere(message);
              }
            });
  }

  // The call may be about to begin: then it is cancelled as soon as it has.
  private void cancel(StepKey step) {
    cancelled.add(step);
    Exchange exchange = exchanges.get(step);
    if (exchange != null) {
      exchange.cancel();
    }
  }

  /** Calls that will not be made here, because the engine closes. */
  List<StepKey> unsent() {
    List<StepKey> left = runs.open() ? List.of() : List.copyOf(held);
    left.forEach(held::remove);
    return left;
  }

  void cancelAll() {
    calls.forEach(this::cancel);
  }
}
