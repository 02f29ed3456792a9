package io.auterity.workflow.engine;

import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.RunDriver;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.writer.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final Duration LATER = Duration.ofSeconds(1);
  private static final String BROKEN = "the run broke inside the server; see its log";

  private final LoadedRun run;
  private final EngineServices services;
  private final ActiveRuns runs;
  private final Mailbox<RunMessage> mailbox = new Mailbox<>(this::turn);
  private final CommandExecutor commandExecutor;
  private final RunHeadChanges heads;
  private final JournalHost host;
  private final RunDriver driver;
  private final WriteAhead writing;
  private final ApprovalChanges approvals;
  private final List<CountDownLatch> marks = new ArrayList<>();

  private volatile boolean begun;
  private volatile boolean rung;
  private boolean gone;

  /** Whether its room is given to others, as the run only waits. */
  private boolean lent;

  /** What follows once nothing of this owner is under way; null while it carries the run on. */
  private volatile @Nullable Stop stop;

  /** Why an owner ends before its run does. */
  private sealed interface Stop {

    /** The process failed, not the run: it is read back and goes on. */
    record Again() implements Stop {}

    /** Others have written to its journal, or the journal has ended. */
    record Lost() implements Stop {}

    /** The run cannot go on and fails. */
    record Failing(String why) implements Stop {}
  }

  RunOwner(LoadedRun run, EngineServices services, ActiveRuns runs) {
    this.run = run;
    this.services = services;
    this.runs = runs;
    this.commandExecutor = new CommandExecutor(run, services, runs, this);
    this.writing =
        new WriteAhead(run.birth(), run.seq(), entry -> services.journal().append(entry, this));
    this.approvals = new ApprovalChanges(run);
    this.heads =
        new RunHeadChanges(
            run,
            services.time()::now,
            due -> runs.worthForgetting(due, writing.seq()),
            commandExecutor::stored);
    this.host =
        new JournalHost(
            run, services, runs, writing, approvals, heads, commandExecutor, this::signalsLater);
    LoadedRun.Again again = run.again();
    this.driver =
        new RunDriver(
            run.birth(),
            run.state(),
            run.since(),
            again == null ? null : new RunDriver.Reopening(again.message(), again.effect()),
            host);
  }

  LoadedRun run() {
    return run;
  }

  /** Lets a run begin, or go on, with those messages. Until then it is told nothing. */
  void begin(List<RunMessage> first) {
    mailbox.post(first);
    begun = true;
    if (rung) {
      mailbox.post(new RunMessage.Rung());
    }
  }

  /** Says that messages wait in its inbox; false when it takes none any more. */
  boolean ring() {
    rung = true;
    return !begun || tell(new RunMessage.Rung());
  }

  /** Whether the run is carried on here. */
  boolean carriesOn() {
    return begun && stop == null;
  }

  /** False when this owner cannot be told anything: not yet, or no longer. */
  boolean tell(RunMessage message) {
    return carriesOn() && mailbox.post(message);
  }

  /** As {@link #tell}; the run may go on within this call. */
  void tellHere(RunMessage message) {
    mailbox.postHere(message);
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

  // An error of the process says nothing about the run: the journal alone tells what has happened.
  private void turn(Mailbox<RunMessage> messages) {
    if (lent) {
      lent = false;
      runs.takeRoomBack(this);
    }
    try {
      for (RunMessage next = messages.take(); next != null && !gone; next = messages.take()) {
        handle(next);
      }
      if (stop == null) {
        driver.deliverEarly();
        host.flush(heads.change());
        mark();
        rest();
        lend();
      }
    } catch (RuntimeException e) {
      LOG.error("Run {} broke.", run.birth().id(), e);
      stop(heads.ended() ? new Stop.Again() : new Stop.Failing(BROKEN));
    } catch (Error e) {
      stop(new Stop.Again());
      LOG.error("Run {} is read back: the server failed within it.", run.birth().id(), e);
    }
  }

  private void handle(RunMessage message) {
    if (stop != null) {
      handleLast(message);
      return;
    }
    switch (message) {
      case RunMessage.Begin b -> driver.begin();
      case RunMessage.Deadline d -> driver.deadline();
      case RunMessage.Resume r -> resume();
      case RunMessage.Happened(RunEvent event) -> driver.happened(event);
      case RunMessage.Due(StepKey step, Instant due) -> driver.due(step, due);
      case RunMessage.CallEnded(StepKey step, CallResult result) -> {
        commandExecutor.ended(step);
        driver.ended(step, result, chance(result));
      }
      case RunMessage.Rung r -> driver.deliver(runs.messages(run.birth().id()));
      case RunMessage.Committed c -> commandExecutor.perform(writing.committed());
      case RunMessage.Dial(AfterCommit.Dial dial) -> dial(dial);
      case RunMessage.Stored c -> {}
      case RunMessage.Mark(CountDownLatch latch) -> {
        commandExecutor.unsent().forEach(this::unsent);
        marks.add(latch);
      }
      case RunMessage.Lost l -> {
        writing.refused();
        stop(new Stop.Lost());
      }
      case RunMessage.Refused r -> {
        writing.refused();
        stop(new Stop.Failing(RunHeadChanges.REFUSED));
      }
    }
  }

  // What was handed over keeps its meaning; nothing new comes of it.
  private void handleLast(RunMessage message) {
    switch (message) {
      case RunMessage.Committed c -> writing.committed();
      case RunMessage.Lost l -> writing.refused();
      case RunMessage.Refused r -> writing.refused();
      case RunMessage.CallEnded(StepKey step, CallResult r) -> commandExecutor.ended(step);
      case RunMessage.Mark(CountDownLatch latch) -> latch.countDown();
      case RunMessage.Begin b -> {}
      case RunMessage.Resume r -> {}
      case RunMessage.Rung r -> {}
      case RunMessage.Happened h -> {}
      case RunMessage.Deadline d -> {}
      case RunMessage.Due d -> {}
      case RunMessage.Dial d -> {}
      case RunMessage.Stored c -> {}
    }
    endIfSettled();
  }

  /** The phase that the run has ended in. */
  RunPhase endPhase() {
    return heads.endPhase();
  }

  private RunState state() {
    return run.state();
  }

  private void resume() {
    LoadedRun.Again again = run.again();
    approvals.readBack(again == null ? state() : again.before());
    boolean first = run.seq() == 0 || (again != null && again.event() != null);
    driver.resume(run.messages(), first && run.progress().phase() == RunPhase.QUEUED);
  }

  /** A message is taken for good: it is found in the inbox no more. */
  void forget(UUID message) {
    driver.forget(message);
  }

  private void dial(AfterCommit.Dial dial) {
    if (state().calling(dial.call().step())) {
      commandExecutor.dial(dial);
    }
  }

  /** A call was not made after all: its note is taken back. */
  void unsent(StepKey step) {
    driver.unsent(step);
  }

  // The source is shared by all runs, and a success needs nothing of it.
  private double chance(CallResult result) {
    return result instanceof CallResult.Succeeded ? 0 : services.random().nextDouble();
  }

  private void signalsLater() {
    services.timers().after(LATER, () -> tell(new RunMessage.Rung()));
  }

  private void mark() {
    if (writing.durable()) {
      marks.forEach(CountDownLatch::countDown);
      marks.clear();
    }
    if (host.progress() > 0 && host.progress() <= writing.durableSeq()) {
      runs.progressed(this);
    }
  }

  private void rest() {
    Instant due = heads.due();
    if (due != null
        && run.progress().phase() == RunPhase.WAITING
        && writing.durable()
        && commandExecutor.idle()
        && !driver.looksForSignals()
        && runs.open()
        && runs.worthForgetting(due, writing.seq())
        && mailbox.closeIfEmpty()) {
      gone = true;
      runs.resting(this, due);
    }
  }

  // What goes on by itself comes with a message, and takes the room back.
  private void lend() {
    if (!gone && writing.durable() && commandExecutor.idle() && state().ending().isEmpty()) {
      lent = true;
      runs.giveRoom(this);
    }
  }

  /** Carries the run on no further. Its next owner begins when nothing of this one is left. */
  private void stop(Stop why) {
    stop = why;
    driver.stop();
    if (why instanceof Stop.Again) {
      writing.dropWhatFollows(heads::awake);
    } else {
      writing.drop();
    }
    commandExecutor.cancelAll();
    endIfSettled();
  }

  private void endIfSettled() {
    Stop why = stop;
    boolean callsLeft = why instanceof Stop.Again && !commandExecutor.idle();
    if (why == null || gone || !writing.durable() || callsLeft) {
      return;
    }
    gone = true;
    mailbox.close();
    mark();
    switch (why) {
      case Stop.Again a -> runs.again(this);
      case Stop.Lost l -> runs.ended(this);
      case Stop.Failing(String reason) ->
          new FailedEnd(run, heads.broken(reason), services, () -> runs.ended(this)).write();
    }
  }
}
