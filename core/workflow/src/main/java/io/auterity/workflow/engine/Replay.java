package io.auterity.workflow.engine;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.Reopenings;
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
import java.util.function.Consumer;

/** A run that grows by the events of its journal. */
final class Replay {

  private final RunBirth birth;
  private final RunState state;
  private final RunProgress progress;
  private final Set<Integer> aside = new HashSet<>();
  private final Reopenings reopenings;
  private Instant since;
  private int seq;
  private boolean outdated;
  private Consumer<RunEvent> observer = event -> {};

  /**
   * Nothing yet of a run.
   *
   * @param reopenings of which its journal tells
   */
  Replay(
      RunBirth birth,
      Workflow workflow,
      Map<String, Json> around,
      Reopenings reopenings,
      RunPhase phase,
      Instant now) {
    this.birth = birth;
    this.reopenings = reopenings;
    this.since = birth.created();
    this.state = new RunState(workflow, around, reopenings);
    this.progress = new RunProgress(workflow, phase, now);
    Decider.begin(state);
  }

  /** The same, whose time counts since then. */
  Replay since(Instant accepted) {
    since = accepted;
    return this;
  }

  /** Events of those numbers are not there. */
  void leaveOut(Set<Integer> seqs) {
    aside.addAll(seqs);
  }

  /** Has the events from now on observed, once each has happened. */
  void observe(Consumer<RunEvent> each) {
    observer = each;
  }

  RunBirth birth() {
    return birth;
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
      RecordedEvent recorded = EventCodec.read(row);
      outdated |= recorded.event() instanceof RunEvent.Reopened && !reopenings.tells(row.seq());
      if (outdated || left(recorded)) {
        seq = row.seq();
      } else {
        apply(recorded);
      }
    } catch (RuntimeException e) {
      throw new UnreadableException("event %d of the journal".formatted(due), e);
    }
  }

  private boolean left(RecordedEvent recorded) {
    RunEvent event = recorded.event();
    return reopenings.leavesOut(recorded.seq(), event)
        || (reopenings.mayLeaveOut(recorded.seq(), event) && !Decider.admits(state, event));
  }

  /** Whether the journal tells of a reopening that was not known: this is of no use then. */
  boolean outdated() {
    return outdated;
  }

  /** Adds the next event, unless it could not have happened there; it is left out then. */
  boolean admit(EventRow row) {
    RecordedEvent recorded = EventCodec.read(row);
    if (!left(recorded) && Decider.excludes(state, recorded.event())) {
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
        && state.began(ofStep.step()) == null) {
      state.started(ofStep.step(), began);
      progress.started(ofStep.step(), began);
    }
    Decider.replay(state, event);
    progress.happened(event, began, recorded.at());
    state.untoldEnds().forEach(end -> progress.ended(end, recorded.at()));
    since = event instanceof RunEvent.Reopened ? recorded.at() : since;
    seq = recorded.seq();
    observer.accept(event);
  }

  /** The run as far as it was told. */
  LoadedRun run() {
    Workflow workflow = state.workflow();
    LoadedRun run =
        new LoadedRun(birth, workflow, state, progress, due() - 1, since, null, List.of(), null);
    for (Node node : workflow.nodes()) {
      run.count(node);
    }
    return run;
  }
}
