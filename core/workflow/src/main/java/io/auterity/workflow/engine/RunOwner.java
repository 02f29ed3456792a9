package io.auterity.workflow.engine;

import io.auterity.platform.call.Outcome;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.AfterFailure;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.writer.Journal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one run on: applies its events one after another, has them written, and acts once they
 * are durable. Further events are applied meanwhile; what they make possible waits for its turn.
 */
final class RunOwner implements Journal.Receipt {

  private static final Logger LOG = LoggerFactory.getLogger(RunOwner.class);
  private static final int ROWS_AT_ONCE = 500;

  private final LoadedRun run;
  private final EngineServices services;
  private final ActiveRuns runs;
  private final Mailbox<RunMessage> mailbox = new Mailbox<>(this::turn);
  private final Performer performer;
  private final HeadWriter heads;

  private final Deque<EngineCommand> todo = new ArrayDeque<>();
  private final List<EventRow> rows = new ArrayList<>();
  private final List<Performer.AfterCommit> actions = new ArrayList<>();
  private final Deque<List<Performer.AfterCommit>> unacknowledged = new ArrayDeque<>();
  private int seq;
  private boolean gone;

  RunOwner(LoadedRun run, EngineServices services, ActiveRuns runs) {
    this.run = run;
    this.services = services;
    this.runs = runs;
    this.seq = run.seq();
    this.performer = new Performer(run, services, runs, this);
    this.heads = new HeadWriter(run, services.time());
  }

  LoadedRun run() {
    return run;
  }

  /** False when this owner has given the run up. */
  boolean tell(RunMessage message) {
    return mailbox.post(message);
  }

  /** As {@link #tell}; nothing happens in between. */
  boolean tell(List<RunMessage> messages) {
    return mailbox.post(messages);
  }

  /** As {@link #tell}; the run may go on within this call. */
  boolean tellHere(RunMessage message) {
    return mailbox.postHere(message);
  }

  @Override
  public void committed() {
    mailbox.post(new RunMessage.Committed());
  }

  @Override
  public void lost() {
    mailbox.post(new RunMessage.Lost());
  }

  @Override
  public void refused() {
    mailbox.post(new RunMessage.Refused());
  }

  private void turn(Mailbox<RunMessage> messages) {
    try {
      for (RunMessage next = messages.take(); next != null && !gone; next = messages.take()) {
        handle(next);
      }
      if (!gone) {
        flush(heads.change());
        rest();
      }
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  private void handle(RunMessage message) {
    switch (message) {
      case RunMessage.Begin b -> carryOut(Decider.begin(state()));
      case RunMessage.Resume r -> carryOut(Decider.resume(state()));
      case RunMessage.Happened(RunEvent event) -> happened(event, null);
      case RunMessage.CallEnded(StepKey step, Outcome outcome) -> ended(step, outcome);
      case RunMessage.Answered answered -> answered(answered);
      case RunMessage.Committed c -> performer.perform(unacknowledged.remove());
      case RunMessage.Mark(CountDownLatch latch) -> {
        flush(null);
        latch.countDown();
      }
      case RunMessage.Lost l -> leave();
      case RunMessage.Refused r ->
          end("the database refuses what happened in the run; see the server's log");
    }
  }

  private RunState state() {
    return run.state();
  }

  private void ended(StepKey step, Outcome outcome) {
    performer.ended(step);
    RunEvent event =
        switch (outcome) {
          case Outcome.Succeeded done -> StepResults.completed(services, state(), step, done);
          case Outcome.Refused(UUID d, Failure failure) -> after(step, failure, true);
          case Outcome.Failed(UUID d, Failure failure) -> after(step, failure, false);
        };
    happened(event, outcome.decision());
  }

  private RunEvent after(StepKey step, Failure failure, boolean refused) {
    boolean repeatable =
        services.repeatable(run.birth().scope(), StepResults.capability(state(), step));
    Instant now = services.time().now();
    double chance = services.random().nextDouble();
    return refused
        ? AfterFailure.ofRefusal(state(), step, failure, repeatable, now, chance)
        : AfterFailure.of(state(), step, failure, repeatable, now, chance);
  }

  private void answered(RunMessage.Answered answered) {
    StepKey step = answered.step();
    if (!state().inDoubt(step)) {
      answered.taken().complete(false);
      return;
    }
    Failure failure = Failure.of(FailureCode.IN_DOUBT, "a person said that it did not happen");
    happened(
        switch (answered.answer()) {
          case DoubtAnswer.Repeat r -> new RunEvent.Repeated(step);
          case DoubtAnswer.Fail f -> new RunEvent.Failed(step, failure);
          case DoubtAnswer.Succeeded(var output) -> new RunEvent.Completed(step, output);
        },
        null);
    actions.add(new Performer.AfterCommit.Confirm(answered.taken()));
  }

  private void happened(RunEvent event, @Nullable UUID decision) {
    if (state().admits(event)) {
      record(event, decision);
      carryOut(List.of());
    }
  }

  private void carryOut(List<EngineCommand> commands) {
    todo.addAll(commands);
    for (EngineCommand next = todo.poll(); next != null; next = todo.poll()) {
      carryOut(next);
      if (rows.size() >= ROWS_AT_ONCE) {
        flush(null);
      }
    }
  }

  private void carryOut(EngineCommand command) {
    switch (command) {
      case EngineCommand.Start(StepKey step) -> start(step);
      case EngineCommand.Recover(StepKey step) -> {
        run.progress().started(step, services.time().now());
        record(AfterFailure.ofCrash(state(), step), null);
      }
      default -> actions.add(new Performer.AfterCommit.Obey(command));
    }
  }

  private void start(StepKey step) {
    Instant now = services.time().now();
    run.progress().started(step, now);
    switch (StepPreparation.prepare(state(), step, now)) {
      case PreparedStep.Happened(RunEvent event) -> record(event, null);
      case PreparedStep.Dispatch call -> {
        if (!services.repeatable(run.birth().scope(), call.capability())) {
          record(new RunEvent.Dispatched(step), null);
        }
        actions.add(new Performer.AfterCommit.Dial(call));
      }
    }
  }

  private void record(RunEvent event, @Nullable UUID decision) {
    Instant now = services.time().now();
    Instant began = event instanceof RunEvent.OfStep of ? run.progress().began(of.step()) : null;
    RunEvent kept = StepResults.fitting(event);
    if (kept.durable()) {
      EventRow row = EventCodec.write(new RecordedEvent(++seq, kept, began, decision, now));
      if (row.payload().size() > StepResults.MAX_PAYLOAD) {
        kept = StepResults.tooLarge(kept, row.payload().size());
        row = EventCodec.write(new RecordedEvent(seq, kept, began, decision, now));
      }
      rows.add(row);
    }
    run.progress().happened(kept, began, now);
    todo.addAll(Decider.apply(state(), kept));
    run.count(kept);
  }

  /**
   * Has written what has happened; what it makes possible follows when that and all before it is
   * durable.
   */
  private void flush(@Nullable RunHead head) {
    List<Performer.AfterCommit> next = new ArrayList<>(actions);
    actions.clear();
    boolean ownRows = !rows.isEmpty() || (head != null && head.phase().over());
    boolean free = !ownRows && unacknowledged.isEmpty();
    if (!ownRows && !free) {
      unacknowledged.getLast().addAll(next);
    }
    if (!rows.isEmpty() || head != null) {
      unacknowledged.add(ownRows ? next : new ArrayList<>());
      List<EventRow> written = List.copyOf(rows);
      rows.clear();
      services.journal().append(JournalEntry.of(run.birth(), written, head), this);
    }
    if (free) {
      performer.perform(next);
    }
  }

  private void rest() {
    if (unacknowledged.isEmpty()
        && run.progress().phase() == RunPhase.WAITING
        && performer.idle()
        && runs.worthForgetting(state().nextDue())
        && mailbox.closeIfEmpty()) {
      gone = true;
      runs.resting(this, state().nextDue());
    }
  }

  private void leave() {
    gone = true;
    mailbox.close();
    performer.cancelAll();
    runs.ended(this);
  }

  private void broken(Throwable e) {
    LOG.error("Run {} broke.", run.birth().id(), e);
    end("the run broke inside the server; see its log");
  }

  // A run that cannot go on must not be under way for ever.
  private void end(String why) {
    new FailedEnd(run, heads.broken(why), services).write();
    leave();
  }
}
