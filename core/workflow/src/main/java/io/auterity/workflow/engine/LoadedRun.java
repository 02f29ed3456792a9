package io.auterity.workflow.engine;

import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.driver.InboxRules;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.RunProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory.
 *
 * @param seq number of its last event
 * @param since when it was accepted, or last reopened
 * @param due the time in its row at which it is taken up; null for none
 * @param messages that waited for it when it was loaded
 * @param again how it is just reopened; null when it is not
 */
record LoadedRun(
    RunBirth birth,
    Workflow workflow,
    RunState state,
    RunProgress progress,
    int seq,
    Instant since,
    @Nullable Instant due,
    List<InboxMessage> messages,
    @Nullable Again again) {

  /**
   * The reopening of a run by one of the messages that waited for it.
   *
   * @param before what the run was before
   * @param event its first event from now on; null when it is refused
   * @param refused why it has no effect; null when it has
   */
  record Again(
      UUID message, RunState before, RunEvent.@Nullable Reopened event, @Nullable String refused) {

    InboxRules.Effect effect() {
      return event == null
          ? InboxRules.Effect.none(Objects.requireNonNullElse(refused, ""))
          : InboxRules.Effect.of(event);
    }
  }

  /** A run that has just been accepted. */
  static LoadedRun fresh(RunBirth birth, Workflow workflow, Map<String, Json> around, Time time) {
    return new LoadedRun(
        birth,
        workflow,
        new RunState(workflow, around),
        new RunProgress(workflow, RunPhase.RUNNING, time.now()),
        0,
        birth.created(),
        null,
        List.of(),
        null);
  }

  /** Whether it may not begin yet, as its start is only noted. */
  boolean noted() {
    return progress.phase() == RunPhase.QUEUED && RunHead.NEVER.equals(due);
  }

  /** Whether it was reopened, or is being. */
  boolean reopens() {
    return again != null || state.reopened() > 0;
  }

  /** The same run, whose row has that time, and for which those messages wait. */
  LoadedRun with(@Nullable Instant time, List<InboxMessage> waiting) {
    return new LoadedRun(birth, workflow, state, progress, seq, since, time, waiting, again);
  }

  /** The same run, which is being reopened. */
  LoadedRun with(Again reopening, Instant now) {
    return new LoadedRun(
        birth,
        workflow,
        state,
        progress,
        seq,
        reopening.event() == null ? since : now,
        due,
        messages,
        reopening);
  }

  /** Tells the progress how far the steps over lists have come that an event may have moved. */
  void count(RunEvent event) {
    if (event instanceof RunEvent.OfStep ofStep) {
      Node node = workflow.node(ofStep.step().node());
      count(node);
      Scope scope = workflow.scopeOf(node);
      while (scope.owner() != Scope.NONE) {
        Node owner = workflow.node(scope.owner());
        count(owner);
        scope = workflow.scopeOf(owner);
      }
    }
  }

  /** Tells the progress what has ended with others. */
  void endUntold(Instant at) {
    state.untoldEnds().forEach(end -> progress.ended(end, at));
  }

  void count(Node node) {
    if (node.many()) {
      progress.counted(node.index(), state.items(node.index()));
    }
  }
}
