package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.driver.CallFacts;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.CallRules;
import io.auterity.workflow.driver.InboxRules;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.writer.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private final CallRules rules;
  private final LiveCallFacts facts;
  private final RunHeadChanges heads;
  private final WriteAhead writing;
  private final InboxRules inbox;
  private final ApprovalChanges approvals;

  private final Deque<EngineCommand> todo = new ArrayDeque<>();
  private final List<CountDownLatch> marks = new ArrayList<>();

  /** Messages that are taken, which is not durable yet. */
  private final Set<UUID> taking = new HashSet<>();

  /** Whether signals may wait that came before a step waited for them. */
  private boolean early;

  /** Whether a step has begun to wait for messages since signals were last looked for. */
  private boolean asked;

  /** Whether nothing of the run has started, as it waited for room. */
  private boolean unstarted;

  private volatile boolean begun;
  private volatile boolean rung;
  private boolean gone;

  /** Whether its room is given to others, as the run only waits. */
  private boolean lent;

  /**
   * Number of the first event since the run was loaded that says more than that a call was begun; 0
   * while there is none.
   */
  private int progress;

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
    this.rules = new CallRules(run.state());
    this.facts = new LiveCallFacts(run, services, rules);
    this.writing =
        new WriteAhead(run.birth(), run.seq(), entry -> services.journal().append(entry, this));
    this.approvals = new ApprovalChanges(run);
    this.inbox = new InboxRules(run.birth().id(), run.state());
    this.heads =
        new RunHeadChanges(
            run,
            services.time(),
            due -> runs.worthForgetting(due, writing.seq()),
            commandExecutor::stored);
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
        deliverEarly();
        flush(heads.change());
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
      case RunMessage.Begin b -> {
        List<EngineCommand> commands = Decider.begin(state());
        checkDeadline();
        carryOut(commands);
      }
      case RunMessage.Deadline d -> {
        checkDeadline();
        carryOut(List.of());
      }
      case RunMessage.Resume r -> resume();
      case RunMessage.Happened(RunEvent event) -> happened(event, null);
      case RunMessage.Due(StepKey step, Instant due) -> due(step, due);
      case RunMessage.CallEnded(StepKey step, CallResult result) -> ended(step, result);
      case RunMessage.Rung r -> deliver(runs.messages(run.birth().id()));
      case RunMessage.Committed c -> commandExecutor.perform(writing.committed());
      case RunMessage.Dial(CommandExecutor.AfterCommit.Dial dial) -> dial(dial);
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
        stop(
            new Stop.Failing(
                "the database refuses what happened in the run; see the server's log"));
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

  private void ended(StepKey step, CallResult result) {
    commandExecutor.ended(step);
    if (rules.anew(step, result)) {
      unsent(step);
      carryOut(List.of(new EngineCommand.Start(step)));
      return;
    }
    happened(
        switch (result) {
          case CallResult.Succeeded(UUID d, Json output) -> new RunEvent.Completed(step, output);
          case CallResult.Refused(UUID d, Failure failure) -> failed(step, failure, true);
          case CallResult.Failed(UUID d, Failure failure) -> failed(step, failure, false);
        },
        result.decision());
  }

  private RunEvent failed(StepKey step, Failure failure, boolean refused) {
    CallFacts known = facts.of(step);
    Instant now = services.time().now();
    double chance = services.random().nextDouble();
    Instant began = Objects.requireNonNullElse(run.progress().began(step), now);
    return rules.failed(step, failure, refused, known, began, now, chance);
  }

  // The end or the pause of a run goes before anything of it starts again, all else after.
  private void resume() {
    LoadedRun.Again again = run.again();
    approvals.readBack(again == null ? state() : again.before());
    List<InboxMessage> waiting = run.messages();
    waiting.stream().filter(m -> reopens(m)).forEach(this::take);
    boolean first = run.seq() == 0 || (again != null && again.event() != null);
    unstarted = first && run.progress().phase() == RunPhase.QUEUED;
    waiting.stream().filter(m -> m.kind().ofRun()).forEach(this::take);
    unstarted = false;
    checkDeadline();
    todo.clear(); // what the end makes possible is under way, and resumed with all else
    List<EngineCommand> commands = Decider.resume(state());
    run.endUntold(services.time().now());
    carryOut(commands);
    early = true;
    asked = !state().asking().isEmpty();
    deliverEarly();
    deliver(waiting);
  }

  private void deliver(List<InboxMessage> messages) {
    List<UUID> kept = new ArrayList<>();
    for (InboxMessage message : messages) {
      if (!reopens(message) && InboxRules.afterEnd(state(), message)) {
        break;
      }
      if (!taking.contains(message.id()) && !deliver(message)) {
        kept.add(message.id());
      }
      deliverEarly();
    }
    if (!kept.isEmpty()) {
      writing.then(new CommandExecutor.AfterCommit.Keep(kept));
    }
  }

  private boolean reopens(InboxMessage message) {
    LoadedRun.Again again = run.again();
    return again != null && again.message().equals(message.id());
  }

  private boolean deliver(InboxMessage message) {
    boolean taken = take(message);
    carryOut(List.of());
    return taken;
  }

  /** False when nothing waits for the message yet. */
  private boolean take(InboxMessage message) {
    LoadedRun.Again again = run.again();
    InboxRules.Effect effect =
        again != null && reopens(message) ? again.effect() : inbox.of(message, unstarted);
    if (effect.early()) {
      early = true;
      return false;
    }
    taking.add(message.id());
    writing.beginMessage();
    effect.events().forEach(event -> record(event, null));
    writing.endMessage(new InboxMessage.Taken(message.id(), effect.refused()));
    writing.then(new CommandExecutor.AfterCommit.Forget(message.id()));
    return true;
  }

  // What came before a step began to wait for it goes before what comes now.
  private void deliverEarly() {
    UUID id = run.birth().id();
    try {
      while (asked && early) {
        Map<String, List<StepKey>> awaited = state().awaited();
        asked = false;
        for (String name : awaited.keySet()) {
          int most = taking.size() + awaited.getOrDefault(name, List.of()).size();
          for (InboxMessage message : runs.signals(id, name, most)) {
            if (!taking.contains(message.id())) {
              deliver(message);
            }
          }
        }
      }
    } catch (CallFailedException e) {
      asked = true;
      services.timers().after(LATER, () -> tell(new RunMessage.Rung()));
      LOG.debug("The signals to the run {} are read later.", id, e);
    }
  }

  /** A message is taken for good: it is found in the inbox no more. */
  void forget(UUID message) {
    taking.remove(message);
  }

  private void checkDeadline() {
    Instant deadline = run.deadline();
    if (deadline == null) {
      return;
    }
    Duration left = Duration.between(services.time().now(), deadline);
    if (left.isPositive()) {
      commandExecutor.later(left, new RunMessage.Deadline());
    } else {
      Duration limit = Objects.requireNonNull(run.workflow().definition().timeout());
      recordIfAdmitted(new RunEvent.TimedOut(limit));
    }
  }

  private void due(StepKey step, Instant due) {
    RunEvent event = StepPreparation.due(state(), step, due);
    if (event != null) {
      happened(event, null);
    }
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
      if (writing.full()) {
        flush(state().ending().isPresent() ? heads.change() : heads.awake());
      }
    }
  }

  private void carryOut(EngineCommand command) {
    switch (command) {
      case EngineCommand.Start(StepKey step) -> start(step);
      case EngineCommand.Recover(StepKey step) -> recover(step);
      case EngineCommand.Abandon(StepKey step) -> abandon(step);
      case EngineCommand.Announce(RunEvent.OfStep event) -> recordIfAdmitted(event);
      case EngineCommand.Delay(StepKey step, Duration duration) ->
          recordIfAdmitted(new RunEvent.TimerSet(step, services.time().now().plus(duration)));
      default -> {
        commandExecutor.expect(command);
        writing.then(new CommandExecutor.AfterCommit.Obey(command));
      }
    }
  }

  private void dial(CommandExecutor.AfterCommit.Dial dial) {
    if (state().calling(dial.call().step())) {
      commandExecutor.dial(dial);
    }
  }

  /** A call was not made after all: its note is taken back. */
  void unsent(StepKey step) {
    recordIfAdmitted(new RunEvent.Unsent(step));
  }

  private void abandon(StepKey step) {
    recordIfAdmitted(new RunEvent.Abandoned(step, state().doubt(step)));
  }

  private void recordIfAdmitted(RunEvent event) {
    if (state().admits(event)) {
      record(event, null);
    }
  }

  // What would only be left to the next start is not begun.
  private void start(StepKey step) {
    Instant now = services.time().now();
    run.progress().started(step, now);
    if (givenUp(step)) {
      return;
    }
    Instant began = Objects.requireNonNullElse(run.progress().began(step), now);
    switch (StepPreparation.prepare(state(), step, began)) {
      case PreparedStep.Happened(RunEvent event) -> record(event, null);
      case PreparedStep.Child c ->
          record(
              new RunEvent.ChildBegun(
                  step, run.birth().child(step.text(run.workflow()), step.round())),
              null);
      case PreparedStep.Dispatch call when !runs.open() -> {}
      case PreparedStep.Dispatch call -> dispatch(call);
    }
  }

  private void dispatch(PreparedStep.Dispatch call) {
    StepKey step = call.step();
    CallFacts known = facts.of(call);
    RunEvent instead = rules.instead(step, known);
    if (instead != null) {
      record(instead, null);
      return;
    }
    String only = known.idempotency().noted();
    if (rules.noted(step, known)) {
      record(new RunEvent.Dispatched(step, only), null);
    }
    writing.then(new CommandExecutor.AfterCommit.Dial(call, only));
  }

  private void recover(StepKey step) {
    run.progress().started(step, services.time().now());
    if (state().undoable(step) || !givenUp(step)) {
      record(rules.recovered(step, () -> facts.of(step)), null);
    }
  }

  // Something around it has failed since the command, in the same turn.
  private boolean givenUp(StepKey step) {
    boolean stopping = state().stopping(step);
    if (stopping) {
      abandon(step);
    }
    return stopping;
  }

  private void record(RunEvent event, @Nullable UUID decision) {
    Instant now = services.time().now();
    Instant began = event instanceof RunEvent.OfStep of ? run.progress().began(of.step()) : null;
    RunEvent kept = writing.add(event, began, decision, now);
    if (progress == 0 && !beginsCall(kept)) {
      progress = writing.seq();
    }
    approvals.happened(kept);
    asked |= kept instanceof RunEvent.Asked;
    run.progress().happened(kept, began, now);
    todo.addAll(Decider.apply(state(), kept));
    run.endUntold(now);
    run.count(kept);
  }

  // A call that ends the server each time it is made is no progress.
  private static boolean beginsCall(RunEvent event) {
    return event instanceof RunEvent.Dispatched
        || event instanceof RunEvent.Delivered
        || event instanceof RunEvent.Repeated
        || event instanceof RunEvent.Unsent;
  }

  private void flush(@Nullable RunHead head) {
    writing.addApprovals(approvals.changes(services.time().now()));
    commandExecutor.perform(writing.flush(head));
  }

  private void mark() {
    if (writing.durable()) {
      marks.forEach(CountDownLatch::countDown);
      marks.clear();
    }
    if (progress > 0 && progress <= writing.durableSeq()) {
      runs.progressed(this);
    }
  }

  private void rest() {
    Instant due = heads.due();
    if (due != null
        && run.progress().phase() == RunPhase.WAITING
        && writing.durable()
        && commandExecutor.idle()
        && !(asked && early)
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
    todo.clear();
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
