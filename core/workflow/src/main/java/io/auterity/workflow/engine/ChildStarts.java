package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts to start and to cancel the run of a step, and what follows from each in its parent. */
record ChildStarts(ChildRuns.Store store) {

  private static final Logger LOG = LoggerFactory.getLogger(ChildStarts.class);

  /** How many runs may lead to one. */
  private static final int DEEPEST = 16;

  /**
   * Starts the run of a step, unless it is there.
   *
   * @param input of the run
   * @return what has happened in the parent; null while it waits for the end of the run
   * @throws CallFailedException when it may be tried again
   */
  @Nullable RunEvent start(
      RunBirth parent, Workflow workflow, StepKey step, UUID child, @Nullable Json input) {
    Node.Run node = (Node.Run) workflow.node(step.node());
    try {
      store.submit(request(parent, step.text(workflow), node, input), child);
    } catch (InvalidInputException e) {
      return failed(step, Failure.of(FailureCode.INVALID, String.valueOf(e.getMessage())));
    } catch (CallFailedException e) {
      if (e.failure().retryable()) {
        throw e;
      }
      return failed(step, e.failure());
    } catch (RuntimeException e) {
      LOG.error("The run of the step {} of {} cannot be started.", step, parent.id(), e);
      return failed(step, Failure.of(FailureCode.INTERNAL, "the run could not be started"));
    }
    Json id = Json.of(Invocation.RUN_ID.write(child));
    return node.detached() ? new RunEvent.Completed(step, Json.EMPTY.with("run", id)) : null;
  }

  private static RunRequest request(
      RunBirth birth, String step, Node.Run node, @Nullable Json input) {
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
            ChildRuns.DOOR,
            node.workflow(),
            input instanceof Json.Obj object ? object : Json.EMPTY,
            birth.labels())
        .descendingFrom(birth.descent())
        .under(birth.trace())
        .startedBy(birth.starter())
        .childOf(new ParentStep(birth.id(), step, depth));
  }

  /**
   * Asks for the end of the run of a step, of which the parent hears in its inbox.
   *
   * @return what has happened in the parent at once; null for nothing
   * @throws CallFailedException when it may be tried again
   */
  @Nullable RunEvent cancel(RunBirth parent, StepKey step, UUID child) {
    try {
      store.cancel(parent, child, "the run " + Invocation.RUN_ID.write(parent.id()));
      return null;
    } catch (CallFailedException e) {
      return switch (e.failure().code()) {
        case NOT_FOUND ->
            failed(step, Failure.of(FailureCode.CANCELLED, "its run was not started"));
        case CONFLICT -> null;
        default -> throw e;
      };
    }
  }

  static RunEvent failed(StepKey step, Failure failure) {
    return new RunEvent.Failed(step, failure);
  }
}
