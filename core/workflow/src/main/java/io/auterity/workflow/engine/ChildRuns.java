package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and cancels the runs that steps of one run start (child workflows). The id of a child is
 * derived from its step, so that a start that is repeated after a crash starts no second one.
 */
final class ChildRuns {

  /** The door of runs that steps start. */
  static final String DOOR = "workflow";

  private static final Logger LOG = LoggerFactory.getLogger(ChildRuns.class);

  /** How many runs may lead to one. */
  private static final int DEEPEST = 16;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final LoadedRun run;
  private final EngineServices services;
  private final RunOwner owner;
  private final Set<StepKey> starting = ConcurrentHashMap.newKeySet();
  private final Set<StepKey> cancelling = ConcurrentHashMap.newKeySet();

  /** How children are stored; what fails is told by {@link CallFailedException}. */
  interface Store {

    /** Accepts a run under an id, unless it is there. */
    void submit(RunRequest request, UUID id);

    /** Asks for the end of a run. */
    void cancel(RunBirth parent, UUID run, String by);
  }

  ChildRuns(LoadedRun run, EngineServices services, RunOwner owner) {
    this.run = run;
    this.services = services;
    this.owner = owner;
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
    Node.Run node = (Node.Run) run.workflow().node(step.node());
    Json input = StepPreparation.input(run.state(), step, run.state().began(step));
    Thread.startVirtualThread(() -> start(step, node, child, input));
  }

  private void start(StepKey step, Node.Run node, UUID child, @Nullable Json input) {
    RunEvent ended = null;
    try {
      services.children().submit(request(step, node, input), child);
      if (node.detached()) {
        Json id = Json.of(Invocation.RUN_ID.write(child));
        ended = new RunEvent.Completed(step, Json.EMPTY.with("run", id));
      }
    } catch (InvalidInputException e) {
      ended = failed(step, Failure.of(FailureCode.INVALID, String.valueOf(e.getMessage())));
    } catch (CallFailedException e) {
      if (e.failure().retryable() && !cancelling.contains(step)) {
        services
            .timers()
            .after(
                pause(e.failure()),
                () -> Thread.startVirtualThread(() -> start(step, node, child, input)));
        return;
      }
      ended = failed(step, e.failure());
    } catch (RuntimeException e) {
      LOG.error("The run of the step {} of {} cannot be started.", step, run.birth().id(), e);
      ended = failed(step, Failure.of(FailureCode.INTERNAL, "the run could not be started"));
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

  private static RunEvent failed(StepKey step, Failure failure) {
    return new RunEvent.Failed(step, failure);
  }

  private RunRequest request(StepKey step, Node.Run node, @Nullable Json input) {
    RunBirth birth = run.birth();
    ParentStep above = birth.parent();
    int depth = above == null ? 1 : above.depth() + 1;
    if (depth > DEEPEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "runs that start runs are nested deeper than %d".formatted(DEEPEST));
    }
    return new RunRequest(
            birth.scope(),
            birth.principal(),
            DOOR,
            node.workflow(),
            input instanceof Json.Obj object ? object : Json.EMPTY,
            birth.labels())
        .descendingFrom(birth.descent())
        .under(birth.trace())
        .startedBy(birth.starter())
        .childOf(new ParentStep(birth.id(), step.text(run.workflow()), depth));
  }

  /** Asks for the end of the run of a step, which is told of it. */
  void cancel(StepKey step, UUID child) {
    if (!starting.contains(step)) {
      Thread.startVirtualThread(() -> stop(step, child));
    }
  }

  private void stop(StepKey step, UUID child) {
    RunMessage next = new RunMessage.Stored();
    try {
      services
          .children()
          .cancel(run.birth(), child, "the run " + Invocation.RUN_ID.write(run.birth().id()));
    } catch (CallFailedException e) {
      switch (e.failure().code()) {
        case NOT_FOUND -> {
          Failure failure = Failure.of(FailureCode.CANCELLED, "its run was not started");
          next = new RunMessage.Happened(failed(step, failure));
        }
        case CONFLICT -> LOG.debug("The run {} is over.", child);
        default -> {
          services.timers().after(PAUSE, () -> Thread.startVirtualThread(() -> stop(step, child)));
          return;
        }
      }
    }
    cancelling.remove(step);
    owner.tellHere(next);
  }
}
