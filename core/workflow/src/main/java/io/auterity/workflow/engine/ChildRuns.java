package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts and cancels the runs that steps of one run start (child workflows). The id of a child is
 * derived from its step, so that a start that is repeated after a crash starts no second one.
 */
final class ChildRuns {

  /** The door of runs that steps start. */
  static final String DOOR = "workflow";

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final LoadedRun run;
  private final EngineServices services;
  private final RunOwner owner;
  private final ChildStarts starts;
  private final Set<StepKey> starting = ConcurrentHashMap.newKeySet();
  private final Set<StepKey> cancelling = ConcurrentHashMap.newKeySet();

  /** How children are stored; what fails is told by {@link CallFailedException}. */
  interface Store {

    /** Accepts a run under an id, unless it is there. */
    void submit(RunRequest request, UUID id);

    /** Asks for the end of a run. */
    void cancel(RunBirth parent, UUID run, String by);
  }

  /** The message that asks for the end of the run of a step, the same each time. */
  static InboxMessage cancellation(UUID run, String by) {
    UUID message = UUID.nameUUIDFromBytes(("cancel/" + run).getBytes(StandardCharsets.UTF_8));
    return InboxMessage.request(message, InboxMessage.Kind.CANCEL, by);
  }

  ChildRuns(LoadedRun run, EngineServices services, RunOwner owner) {
    this.run = run;
    this.services = services;
    this.owner = owner;
    this.starts = new ChildStarts(services.children());
  }

  /** Whether nothing is left to be stored: until then the run may not leave memory. */
  boolean idle() {
    return starting.isEmpty() && cancelling.isEmpty();
  }

  /** A start or a cancellation follows as soon as what led to it is durable. */
  void expect(StepKey step, boolean cancel) {
    if (cancel) {
      cancelling.add(step);
    } else {
      starting.add(step);
    }
  }

  /** Starts the run of a step, unless that was done before. */
  void start(StepKey step, UUID child) {
    Json input = StepPreparation.input(run.state(), step, run.state().began(step));
    Thread.startVirtualThread(() -> start(step, child, input));
  }

  private void start(StepKey step, UUID child, @Nullable Json input) {
    RunEvent ended;
    try {
      ended = starts.start(run.birth(), run.workflow(), step, child, input);
    } catch (CallFailedException e) {
      if (!cancelling.contains(step)) {
        services
            .timers()
            .after(
                pause(e.failure()),
                () -> Thread.startVirtualThread(() -> start(step, child, input)));
        return;
      }
      ended = ChildStarts.failed(step, e.failure());
    }
    starting.remove(step);
    if (cancelling.contains(step)) {
      stop(step, child);
    }
    owner.tellHere(ended == null ? new RunMessage.Stored() : new RunMessage.Happened(ended));
  }

  private static Duration pause(Failure refusal) {
    Duration told = refusal.retryAfter();
    return told == null || told.compareTo(PAUSE) < 0
        ? PAUSE
        : told.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : told;
  }

  /** Asks for the end of the run of a step, which is told of it. */
  void cancel(StepKey step, UUID child) {
    if (!starting.contains(step)) {
      Thread.startVirtualThread(() -> stop(step, child));
    }
  }

  private void stop(StepKey step, UUID child) {
    RunEvent ended;
    try {
      ended = starts.cancel(run.birth(), step, child);
    } catch (CallFailedException e) {
      services.timers().after(PAUSE, () -> Thread.startVirtualThread(() -> stop(step, child)));
      return;
    }
    cancelling.remove(step);
    owner.tellHere(ended == null ? new RunMessage.Stored() : new RunMessage.Happened(ended));
  }
}
