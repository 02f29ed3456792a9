package io.auterity.workflow.engine;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.RunProgress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run that grows by the events of its journal. */
final class Replay {

  private final RunBirth birth;
  private final RunState state;
  private final RunProgress progress;
  private final Set<Integer> aside = new HashSet<>();
  private int seq;

  Replay(RunBirth birth, Workflow workflow, Map<String, Json> around, RunPhase phase, Instant now) {
    this.birth = birth;
    this.state = new RunState(workflow, around);
    this.progress = new RunProgress(workflow, phase, now);
    Decider.begin(state);
  }

  /** Events of those numbers are not there. */
  void leaveOut(Set<Integer> seqs) {
    aside.addAll(seqs);
  }

  RunState state() {
    return state;
  }

  /**
   * Adds the next event.
   *
   * @throws UnreadableException when it is not the next, cannot be read, or could not happen there;
   *     the run is of no use then
   */
  void add(EventRow row) {
    int due = due();
    if (row.seq() != due) {
      throw new UnreadableException(
          "event %d of the journal".formatted(due), new IllegalStateException("it is missing"));
    }
    try {
      apply(EventCodec.read(row));
    } catch (RuntimeException e) {
      throw new UnreadableException("event %d of the journal".formatted(due), e);
    }
  }

  /** Adds the next event, unless it could not have happened there; it is left out then. */
  boolean admit(EventRow row) {
    if (Decider.excludes(state, EventCodec.read(row).event())) {
      aside.add(row.seq());
      return false;
    }
    add(row);
    return true;
  }

  private int due() {
    int due = seq + 1;
    while (aside.contains(due)) {
      due++;
    }
    return due;
  }

  private void apply(RecordedEvent recorded) {
    RunEvent event = recorded.event();
    Instant began = recorded.started();
    if (event instanceof RunEvent.OfStep ofStep
        && began != null
        && progress.began(ofStep.step()) == null) {
      progress.started(ofStep.step(), began);
    }
    Decider.replay(state, event);
    progress.happened(event, began, recorded.at());
    state.untoldEnds().forEach(end -> progress.ended(end, recorded.at()));
    seq = recorded.seq();
  }

  /** The run as far as it was told. */
  LoadedRun run() {
    Workflow workflow = state.workflow();
    LoadedRun run = new LoadedRun(birth, workflow, state, progress, due() - 1, null, List.of());
    for (Node node : workflow.nodes()) {
      run.count(node);
    }
    return run;
  }
}
