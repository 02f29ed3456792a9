package io.auterity.workflow.engine;

import io.auterity.platform.call.Outcome;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.AfterFailure;
import io.auterity.workflow.decider.Command;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.Event;
import io.auterity.workflow.decider.Preparation;
import io.auterity.workflow.decider.Prepared;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.Entry;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.Recorded;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.writer.Receipt;
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
final class RunOwner implements Receipt {

  private static final Logger LOG = LoggerFactory.getLogger(RunOwner.class);
  private static final int ROWS_AT_ONCE = 500;

  private final LoadedRun run;
  private final Surroundings surroundings;
  private final Care care;
  private final Mailbox<Message> mailbox = new Mailbox<>(this::turn);
  private final Performer performer;
  private final HeadWriter heads;

  private final Deque<Command> todo = new ArrayDeque<>();
  private final List<EventRow> rows = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private final Deque<List<Action>> unacknowledged = new ArrayDeque<>();
  private int seq;
  private boolean gone;

  RunOwner(LoadedRun run, Surroundings surroundings, Care care) {
    this.run = run;
    this.surroundings = surroundings;
    this.care = care;
    this.seq = run.seq();
    this.performer = new Performer(run, surroundings, care, this);
    this.heads = new HeadWriter(run, surroundings.time());
  }

  LoadedRun run() {
    return run;
  }

  /** False when this owner has given the run up. */
  boolean tell(Message message) {
    return mailbox.post(message);
  }

  /** As {@link #tell}; nothing happens in between. */
  boolean tell(List<Message> messages) {
    return mailbox.post(messages);
  }

  /** As {@link #tell}; the run may go on within this call. */
  boolean tellHere(Message message) {
    return mailbox.postHere(message);
  }

  @Override
  public void committed() {
    mailbox.post(new Message.Committed());
  }

  @Override
  public void lost() {
    mailbox.post(new Message.Lost());
  }

  @Override
  public void refused() {
    mailbox.post(new Message.Refused());
  }

  private void turn(Mailbox<Message> messages) {
    try {
      for (Message next = messages.take(); next != null && !gone; next = messages.take()) {
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

  private void handle(Message message) {
    switch (message) {
      case Message.Begin b -> carryOut(Decider.begin(state()));
      case Message.Resume r -> carryOut(Decider.resume(state()));
      case Message.Happened(Event event) -> happened(event, null);
      case Message.CallEnded(StepKey step, Outcome outcome) -> ended(step, outcome);
      case Message.Answered answered -> answered(answered);
      case Message.Committed c -> performer.perform(unacknowledged.remove());
      case Message.Mark(CountDownLatch latch) -> {
        flush(null);
        latch.countDown();
      }
      case Message.Lost l -> leave();
      case Message.Refused r ->
          end("the database refuses what happened in the run; see the server's log");
    }
  }

  private RunState state() {
    return run.state();
  }

  private void ended(StepKey step, Outcome outcome) {
    performer.ended(step);
    Event event =
        switch (outcome) {
          case Outcome.Succeeded done -> Results.completed(surroundings, state(), step, done);
          case Outcome.Refused(UUID d, Failure failure) -> after(step, failure, true);
          case Outcome.Failed(UUID d, Failure failure) -> after(step, failure, false);
        };
    happened(event, outcome.decision());
  }

  private Event after(StepKey step, Failure failure, boolean refused) {
    boolean repeatable =
        surroundings.repeatable(run.birth().scope(), Results.capability(state(), step));
    Instant now = surroundings.time().now();
    double chance = surroundings.random().nextDouble();
    return refused
        ? AfterFailure.ofRefusal(state(), step, failure, repeatable, now, chance)
        : AfterFailure.of(state(), step, failure, repeatable, now, chance);
  }

  private void answered(Message.Answered answered) {
    StepKey step = answered.step();
    if (!state().inDoubt(step)) {
      answered.taken().complete(false);
      return;
    }
    Failure failure = Failure.of(FailureCode.IN_DOUBT, "a person said that it did not happen");
    happened(
        switch (answered.answer()) {
          case Answer.Repeat r -> new Event.Repeated(step);
          case Answer.Fail f -> new Event.Failed(step, failure);
          case Answer.Succeeded(var output) -> new Event.Completed(step, output);
        },
        null);
    actions.add(new Action.Confirm(answered.taken()));
  }

  private void happened(Event event, @Nullable UUID decision) {
    if (state().admits(event)) {
      record(event, decision);
      carryOut(List.of());
    }
  }

  private void carryOut(List<Command> commands) {
    todo.addAll(commands);
    for (Command next = todo.poll(); next != null; next = todo.poll()) {
      carryOut(next);
      if (rows.size() >= ROWS_AT_ONCE) {
        flush(null);
      }
    }
  }

  private void carryOut(Command command) {
    switch (command) {
      case Command.Start(StepKey step) -> start(step);
      case Command.Recover(StepKey step) -> {
        run.progress().started(step, surroundings.time().now());
        record(AfterFailure.ofCrash(state(), step), null);
      }
      default -> actions.add(new Action.Obey(command));
    }
  }

  private void start(StepKey step) {
    Instant now = surroundings.time().now();
    run.progress().started(step, now);
    switch (Preparation.prepare(state(), step, now)) {
      case Prepared.Happened(Event event) -> record(event, null);
      case Prepared.Dispatch call -> {
        if (!surroundings.repeatable(run.birth().scope(), call.capability())) {
          record(new Event.Dispatched(step), null);
        }
        actions.add(new Action.Dial(call));
      }
    }
  }

  private void record(Event event, @Nullable UUID decision) {
    Instant now = surroundings.time().now();
    Instant began = event instanceof Event.OfStep of ? run.progress().began(of.step()) : null;
    Event kept = Results.fitting(event);
    if (kept.durable()) {
      EventRow row = EventCodec.write(new Recorded(++seq, kept, began, decision, now));
      if (row.payload().size() > Results.MAX_PAYLOAD) {
        kept = Results.tooLarge(kept, row.payload().size());
        row = EventCodec.write(new Recorded(seq, kept, began, decision, now));
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
    List<Action> next = new ArrayList<>(actions);
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
      surroundings.journal().append(Entry.of(run.birth(), written, head), this);
    }
    if (free) {
      performer.perform(next);
    }
  }

  private void rest() {
    if (unacknowledged.isEmpty()
        && run.progress().phase() == RunPhase.WAITING
        && performer.idle()
        && care.worthForgetting(state().nextDue())
        && mailbox.closeIfEmpty()) {
      gone = true;
      care.resting(this, state().nextDue());
    }
  }

  private void leave() {
    gone = true;
    mailbox.close();
    performer.cancelAll();
    care.ended(this);
  }

  private void broken(Throwable e) {
    LOG.error("Run {} broke.", run.birth().id(), e);
    end("the run broke inside the server; see its log");
  }

  // A run that cannot go on must not be under way for ever.
  private void end(String why) {
    new LastWord(run, heads.broken(why), surroundings).write();
    leave();
  }
}
