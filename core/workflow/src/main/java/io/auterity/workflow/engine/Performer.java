package io.auterity.workflow.engine;

import io.auterity.platform.call.Exchange;
import io.auterity.workflow.decider.Command;
import io.auterity.workflow.decider.Event;
import io.auterity.workflow.decider.Prepared;
import io.auterity.workflow.decider.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Does what a run has become free to do. Confined to the run's owner. */
final class Performer {

  private final LoadedRun run;
  private final Surroundings surroundings;
  private final Care care;
  private final RunOwner owner;
  private final Set<StepKey> calls = new HashSet<>();
  private final Map<StepKey, Exchange> exchanges = new ConcurrentHashMap<>();
  private final Set<StepKey> cancelled = ConcurrentHashMap.newKeySet();
  private final Map<StepKey, Long> paced = new HashMap<>();

  Performer(LoadedRun run, Surroundings surroundings, Care care, RunOwner owner) {
    this.run = run;
    this.surroundings = surroundings;
    this.care = care;
    this.owner = owner;
  }

  void perform(List<Action> actions) {
    for (Action action : actions) {
      switch (action) {
        case Action.Dial(Prepared.Dispatch call) -> dial(call);
        case Action.Obey(Command command) -> obey(command);
        case Action.Confirm(var taken) -> taken.complete(true);
      }
    }
  }

  /** Whether no call is under way. */
  boolean idle() {
    return calls.isEmpty();
  }

  // When the engine closes, what is not begun is left to the next start.
  private void dial(Prepared.Dispatch call) {
    if (!care.open()) {
      return;
    }
    StepKey step = call.step();
    calls.add(step);
    surroundings
        .calls()
        .start(
            run.birth(),
            run.workflow(),
            call,
            exchange -> opened(step, exchange),
            outcome -> owner.tellHere(new Message.CallEnded(step, outcome)));
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

  private void obey(Command command) {
    switch (command) {
      case Command.Arm(StepKey step, Instant due) ->
          later(Duration.between(surroundings.time().now(), due), new Event.TimerFired(step));
      case Command.Admit(StepKey step, int index) -> admit(step, index);
      case Command.Cancel(StepKey step) -> cancel(step);
      case Command.Finish f -> {
        run.progress().phase(HeadWriter.phase(f.ending()), surroundings.time().now());
        care.ended(owner);
      }
      case Command.Start s -> throw new IllegalArgumentException("done inside: " + s);
      case Command.Recover r -> throw new IllegalArgumentException("done inside: " + r);
    }
  }

  private void admit(StepKey step, int index) {
    long now = surroundings.time().nanos();
    long pace = run.state().pace(step).toNanos();
    long wait = Math.max(0, paced.getOrDefault(step, now - pace) + pace - now);
    paced.put(step, now + wait);
    later(Duration.ofNanos(wait), new Event.ItemDue(step, index));
  }

  private void later(Duration delay, Event event) {
    surroundings.alarms().after(delay, () -> owner.tellHere(new Message.Happened(event)));
  }

  // The call may be about to begin: then it is cancelled as soon as it has.
  private void cancel(StepKey step) {
    cancelled.add(step);
    Exchange exchange = exchanges.get(step);
    if (exchange != null) {
      exchange.cancel();
    }
  }

  void cancelAll() {
    calls.forEach(this::cancel);
  }
}
