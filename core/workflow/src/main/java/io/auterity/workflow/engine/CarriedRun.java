package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.driver.RunDriver;
import io.auterity.workflow.event.AwaitedEvent;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run as another carrier than the journal carries it on: what happens in it is recorded before
 * what follows is done, and public before others act on it. Decides by what its {@linkplain
 * CarrierPorts ports} say alone.
 */
public final class CarriedRun {

  private final LoadedRun run;
  private final CarrierPorts ports;
  private final WriteAhead writing;
  private final ApprovalChanges approvals;
  private final RunHeadChanges heads;
  private final RunDriver driver;
  private final boolean fresh;
  private final Deque<Runnable> happened = new ArrayDeque<>();
  private final List<AfterCommit.Dial> held = new ArrayList<>();
  private final Map<StepKey, Instant> paced = new HashMap<>();

  /** Steps whose runs are being started, and those of them that are to be cancelled then. */
  private final Set<StepKey> starting = new HashSet<>();

  private final Set<StepKey> cancelling = new HashSet<>();

  /** Calls that are under way, and whatever else is to be done outside. */
  private int outside;

  /** Marks of messages that were taken, to be published. */
  private final List<InboxMessage.Taken> unpublishedMarks = new ArrayList<>();

  private final LostCalls lost = new LostCalls();

  private boolean rung;
  private boolean rungAfterEnd;
  private boolean ended;

  /**
   * Whether events are being published, and whether there are others that change approvals or end
   * the run.
   */
  private boolean publishing;

  private boolean unpublished;

  /** Why a run is carried on no further by one execution. */
  public enum Outcome {
    /** It is over, and its end is public. */
    OVER,
    /** Another execution is to go on from its rows. */
    RENEWED
  }

  CarriedRun(LoadedRun run, boolean fresh, int published, CarrierPorts ports) {
    this.run = run;
    this.fresh = fresh;
    this.ports = ports;
    this.unpublished = published < run.seq();
    this.writing = new WriteAhead(run.birth(), run.seq(), this::record);
    this.approvals = new ApprovalChanges(run);
    this.heads = RunHeadChanges.ofCarried(run, ports::now);
    LoadedRun.Again again = run.again();
    this.driver =
        new RunDriver(
            run.birth(),
            run.state(),
            run.since(),
            again == null ? null : new RunDriver.Reopening(again.message(), again.effect()),
            new Host());
    approvals.readBack(again == null ? run.state() : again.before());
  }

  /** Messages wait in the inbox of the run. */
  public void ring() {
    if (!rung) {
      rung = true;
      happened.add(this::deliver);
    }
  }

  private void deliver() {
    rung = false;
    rungAfterEnd |= run.state().ending().isPresent();
    driver.deliver(ports.messages(writing.durableSeq()));
  }

  /**
   * Carries the run on until it is over, or is to be renewed.
   *
   * @throws FencedException when another execution carries it on
   */
  public Outcome carryOn() {
    driver.resume(run.messages(), fresh);
    endTurn();
    while (!over()) {
      ports.await(() -> !happened.isEmpty() || over() || renewable() || releasable());
      if (happened.isEmpty() && renewable()) {
        return Outcome.RENEWED;
      }
      for (Runnable next = happened.poll(); next != null; next = happened.poll()) {
        next.run();
      }
      endTurn();
    }
    return rung || rungAfterEnd ? Outcome.RENEWED : Outcome.OVER; // it may have been reopened
  }

  private boolean over() {
    return run.state().ending().isPresent()
        && !unpublished
        && !publishing
        && unpublishedMarks.isEmpty();
  }

  private boolean renewable() {
    return ports.renewing() && outside == 0 && !publishing && held.isEmpty();
  }

  private boolean releasable() {
    return outside == 0 && !held.isEmpty();
  }

  private void endTurn() {
    driver.deliverEarly();
    flush();
    if (releasable()) {
      held.forEach(dial -> driver.unsent(dial.call().step()));
      held.clear();
      flush();
    }
    publish();
  }

  /** Has recorded what has happened; then what follows is done. */
  private void flush() {
    boolean over = run.state().ending().isPresent();
    unpublished |= (over && !ended) || !approvals.changes(ports.now()).isEmpty();
    ended = over;
    perform(writing.flush(over ? null : head()));
    if (!writing.durable()) {
      perform(writing.committed());
    }
  }

  // How far it is goes with what is recorded anyway.
  private @Nullable RunHead head() {
    RunHead change = heads.change();
    return change == null && writing.seq() > writing.durableSeq() ? heads.progressed() : change;
  }

  private void record(JournalEntry entry) {
    ports.record(writing.seq() - entry.events().size() + 1, entry);
    unpublishedMarks.addAll(entry.taken());
  }

  private void publish() {
    if (publishing || (!unpublished && unpublishedMarks.isEmpty())) {
      return;
    }
    List<InboxMessage.Taken> some = List.copyOf(unpublishedMarks);
    boolean changed = unpublished;
    unpublishedMarks.clear();
    unpublished = false;
    publishing = true;
    ports.publish(writing.durableSeq(), changed, some, () -> happened.add(() -> published(some)));
  }

  private void published(List<InboxMessage.Taken> some) {
    publishing = false;
    some.forEach(mark -> driver.forget(mark.id()));
  }

  private void perform(List<AfterCommit> actions) {
    for (AfterCommit action : actions) {
      switch (action) {
        case AfterCommit.Dial dial -> dial(dial);
        case AfterCommit.Obey(EngineCommand command) -> obey(command);
        case AfterCommit.Forget f -> {} // once it is public that it was taken
        case AfterCommit.Keep(List<UUID> messages) -> ports.keep(messages);
      }
    }
  }

  private void dial(AfterCommit.Dial dial) {
    StepKey step = dial.call().step();
    if (!run.state().calling(step)) {
      return;
    }
    if (ports.renewing()) {
      held.add(dial);
      return;
    }
    outside++;
    ports.call(
        dial,
        result -> {
          outside--;
          happened.add(() -> ended(step, result));
        });
  }

  private void ended(StepKey step, Optional<CallResult> result) {
    if (result.isPresent()) {
      lost.ended(step);
      driver.ended(step, result.get(), ports.chance());
      return;
    }
    lost.pause(step)
        .ifPresentOrElse(
            pause -> after(pause, () -> driver.lost(step)),
            () -> driver.ended(step, LostCalls.givenUp(), ports.chance()));
  }

  private void obey(EngineCommand command) {
    switch (command) {
      case EngineCommand.Arm(StepKey step, Instant due) ->
          after(Duration.between(ports.now(), due), () -> driver.due(step, due));
      case EngineCommand.Admit(StepKey step, int index) -> admit(step, index);
      case EngineCommand.Cancel(StepKey step) -> ports.cancel(step);
      case EngineCommand.StartChild(StepKey step, UUID child) -> startChild(step, child);
      case EngineCommand.CancelChild(StepKey step, UUID child) -> cancelChild(step, child);
      case EngineCommand.AwaitEvent(StepKey step) -> awaitEvent(step);
      case EngineCommand.Finish f -> {}
      case EngineCommand.Start _,
          EngineCommand.Announce _,
          EngineCommand.Delay _,
          EngineCommand.Abandon _,
          EngineCommand.Recover _ ->
          throw new IllegalArgumentException("done inside: " + command);
    }
  }

  private void after(Duration delay, Runnable then) {
    ports.after(delay.isNegative() ? Duration.ZERO : delay, () -> happened.add(then));
  }

  private void admit(StepKey step, int index) {
    Instant now = ports.now();
    Instant before = paced.get(step);
    Instant next = before == null ? now : before.plus(run.state().pace(step));
    Instant admitted = next.isBefore(now) ? now : next;
    paced.put(step, admitted);
    after(
        Duration.between(now, admitted), () -> driver.happened(new RunEvent.ItemDue(step, index)));
  }

  private void startChild(StepKey step, UUID child) {
    if (ports.renewing()) {
      return; // the next execution starts it
    }
    RunState state = run.state();
    outside++;
    starting.add(step);
    ports.startChild(
        step,
        child,
        StepPreparation.input(state, step, state.began(step)),
        event -> {
          starting.remove(step);
          done(event);
          if (cancelling.remove(step)) {
            happened.add(() -> cancelChild(step, child));
          }
        });
  }

  // One that is about to be there is cancelled once it is; one that is refused is tried no more.
  private void cancelChild(StepKey step, UUID child) {
    if (starting.contains(step)) {
      cancelling.add(step);
      ports.cancel(step);
    } else {
      outside++;
      ports.cancelChild(step, child, this::done);
    }
  }

  private void done(Optional<RunEvent> event) {
    outside--;
    event.ifPresent(one -> happened.add(() -> driver.happened(one)));
  }

  private void awaitEvent(StepKey step) {
    Json event = run.state().request(step);
    if (event != null && !ports.renewing()) {
      Instant began = Objects.requireNonNullElseGet(run.state().began(step), ports::now);
      outside++;
      ports.awaitEvent(step, AwaitedEvent.read((Json.Obj) event), began, () -> outside--);
    }
  }

  /** What the driver asks of its carrier. */
  private final class Host extends RecordingHost {

    Host() {
      super(run, writing, approvals);
    }

    @Override
    public Instant now() {
      return ports.now();
    }

    @Override
    public void then(AfterCommit action) {
      writing.then(action);
    }

    @Override
    public void carriedOut() {
      if (writing.full()) {
        flush();
      }
    }

    @Override
    public boolean open() {
      return true;
    }

    @Override
    RepetitionFacts facts(
        String capability,
        Supplier<Repeatability.@Nullable Aim> aim,
        Supplier<@Nullable Json> input) {
      return ports.facts(capability, aim.get(), input.get());
    }

    @Override
    public void deadlineIn(Duration left) {
      after(left, driver::deadline);
    }

    @Override
    public List<InboxMessage> signals(String name, int most) {
      return ports.signals(writing.durableSeq(), name, most);
    }

    @Override
    public void signalsLater(CallFailedException why) {
      after(Duration.ofSeconds(1), driver::deliverEarly);
    }
  }
}
