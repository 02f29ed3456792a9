package io.auterity.workflow.engine;

import io.auterity.platform.time.Time;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.RunProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory.
 *
 * @param seq number of its last event
 * @param due the time in its row at which it is taken up; null for none
 */
record LoadedRun(
    RunBirth birth,
    Workflow workflow,
    RunState state,
    RunProgress progress,
    int seq,
    @Nullable Instant due) {

  /** A run that has just been accepted. */
  static LoadedRun fresh(RunBirth birth, Workflow workflow, Time time) {
    return new LoadedRun(
        birth,
        workflow,
        new RunState(workflow, birth.around()),
        new RunProgress(workflow, RunPhase.RUNNING, time.now()),
        0,
        null);
  }

  /** The same run, whose row has that time. */
  LoadedRun due(@Nullable Instant time) {
    return new LoadedRun(birth, workflow, state, progress, seq, time);
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

  void count(Node node) {
    if (node.many()) {
      progress.counted(node.index(), state.items(node.index()));
    }
  }
}
