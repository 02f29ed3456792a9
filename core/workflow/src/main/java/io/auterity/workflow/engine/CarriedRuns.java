package io.auterity.workflow.engine;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.StatementRefusedException;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.event.AwaitedEvent;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.CarriedPosition;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.CarriedRunStore;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunInboxStore;
import io.auterity.workflow.store.RunLimitStore;
import io.auterity.workflow.store.RunPayloadStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What carriers other than the journal do with runs: their rows, inboxes and calls. Each change is
 * one transaction of one run, refused with {@link FencedException} to an execution that is not the
 * last one. All fail with {@link CallFailedException} {@code unavailable} when the database is.
 */
public final class CarriedRuns {

  private static final Logger LOG = LoggerFactory.getLogger(CarriedRuns.class);

  private final Database database;
  private final Versions versions;
  private final Time time;
  private final RunLoader loader;
  private final Calls calls;
  private final RepetitionLookup repetitions;
  private final ChildStarts children;
  private final EventWaits.Store waits;
  private final Supplier<StalledRuns> stalled;

  /**
   * The runs of a server.
   *
   * @param stalled notes those that cannot be read
   */
  CarriedRuns(
      EngineParts parts,
      RunLoader loader,
      ChildRuns.Store children,
      EventWaits.Store waits,
      Supplier<StalledRuns> stalled) {
    this.database = parts.database();
    this.versions = parts.versions();
    this.time = parts.time();
    this.loader = loader;
    this.calls = new Calls(parts.invoker(), parts.ids(), parts.catalogue(), parts.binder());
    this.repetitions = new RepetitionLookup(parts.repeatability(), parts.catalogue());
    this.children = new ChildStarts(children);
    this.waits = waits;
    this.stalled = stalled;
  }

  /** The time of this process. */
  public Instant now() {
    return time.now();
  }

  /**
   * Takes a run over: from now on, executions of older fences change nothing of it.
   *
   * @param fence what it is at least, e.g. the time in milliseconds; later changes may have one
   *     that grows
   * @return empty when there is nothing to carry on
   */
  public Optional<CarriedPosition> take(UUID run, long fence) {
    return database.asEngine(
        EngineJob.JOURNAL, tx -> CarriedRunStore.take(tx, run, fence, time.now()));
  }

  /**
   * A run as its rows tell it up to a position.
   *
   * @param waiting messages that wait for it
   * @param now when it goes on
   * @throws UnreadableException when it cannot be read, which is noted
   */
  public CarriedRun load(
      UUID run, CarriedPosition at, List<InboxMessage> waiting, Instant now, CarrierPorts ports) {
    LoadedRun loaded =
        stalled
            .get()
            .read(
                run,
                () -> {
                  StoredRun stored = stored(run).at(at.begun(), at.accepted());
                  return loader.load(stored, at.seq(), waiting, now);
                });
    boolean first = loaded.seq() == 0 || (loaded.again() != null && loaded.again().event() != null);
    return new CarriedRun(loaded, first && !at.begun(), at.published(), ports);
  }

  private StoredRun stored(UUID run) {
    return database
        .asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.run(tx, run))
        .orElseThrow(() -> new FencedException(run));
  }

  /**
   * The tenant of a run.
   *
   * @throws FencedException when there is no such run
   */
  public TenantScope scope(UUID run) {
    return stored(run).birth().scope();
  }

  /**
   * Keeps a value that is too large for the carrier itself, as long as the run.
   *
   * @return its SHA-256
   */
  public byte[] keepPayload(UUID run, byte[] value) {
    byte[] digest = Sha256.of(value);
    return database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          RunPayloadStore.add(tx, run, digest, value);
          return digest;
        });
  }

  /**
   * A value that is kept.
   *
   * @throws FencedException when it went with its run
   */
  public byte[] payload(UUID run, byte[] digest) {
    return database
        .asEngine(EngineJob.JOURNAL, tx -> RunPayloadStore.find(tx, run, digest))
        .orElseThrow(() -> new FencedException(run));
  }

  /** As {@link CarrierPorts#record}; a run fails whose events the database refuses. */
  public void record(UUID run, long fence, int from, JournalEntry entry) {
    boolean recorded = false;
    try {
      recorded =
          database.asEngine(
              EngineJob.JOURNAL, tx -> CarriedRunStore.record(tx, fence, from, entry));
    } catch (StatementRefusedException e) {
      LOG.error("The database refuses what happened in the run {}.", run, e);
      fail(run, fence);
    }
    if (!recorded) {
      throw new FencedException(run);
    }
  }

  private void fail(UUID run, long fence) {
    StoredRun stored = stored(run);
    RunHead end =
        RunHeadChanges.ofCarried(loader.load(stored), time::now).broken(RunHeadChanges.REFUSED);
    JournalEntry entry = JournalEntry.of(stored.birth(), List.of(), end);
    var _ = change(stored.birth(), entry, tx -> CarriedRunStore.fail(tx, fence, entry));
  }

  /** As {@link CarrierPorts#publish}; what others know already is left as it is. */
  public void publish(UUID run, int to, boolean changed, List<InboxMessage.Taken> marks) {
    StoredRun stored = stored(run);
    boolean done = !changed && takeMessages(stored, marks);
    while (!done) {
      Optional<Integer> from =
          database.asEngine(EngineJob.JOURNAL, tx -> CarriedRunStore.published(tx, run));
      boolean known = from.isEmpty() || to <= from.get();
      done = known ? takeMessages(stored, marks) : publish(stored, from.get(), to, marks);
    }
  }

  private boolean takeMessages(StoredRun stored, List<InboxMessage.Taken> marks) {
    JournalEntry entry = JournalEntry.of(stored.birth(), List.of(), null, marks, List.of());
    return database.asEngine(EngineJob.JOURNAL, tx -> CarriedRunStore.takeMessages(tx, entry));
  }

  private boolean publish(StoredRun stored, int from, int to, List<InboxMessage.Taken> marks) {
    JournalEntry entry =
        stalled.get().read(stored.birth().id(), () -> publication(stored, from, to, marks));
    return change(stored.birth(), entry, tx -> CarriedRunStore.publish(tx, from, to, entry));
  }

  /** Makes a change; where it ends the run, the next one of its limit begins. */
  private boolean change(RunBirth run, JournalEntry entry, Predicate<EngineTransaction> change) {
    return database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          boolean changed = change.test(tx);
          if (changed && entry.head() != null) {
            RunLimitStore.letNext(tx, run);
          }
          return changed;
        });
  }

  // The rows tell it: the process that publishes may know nothing else of the run.
  private JournalEntry publication(
      StoredRun stored, int from, int to, List<InboxMessage.Taken> marks) {
    RunBirth birth = stored.birth();
    Replay replay = loader.replay(stored, to);
    LoadedRun run = replay.run();
    ApprovalChanges approvals = new ApprovalChanges(run);
    loader.read(replay, 0, from);
    approvals.readBack(run.state());
    replay.observe(approvals::happened);
    loader.read(replay, from, to);
    Instant now = time.now();
    RunHead end =
        run.state().ending().isEmpty()
            ? null
            : RunHeadChanges.ofCarried(replay.run(), time::now).change();
    return JournalEntry.of(birth, List.of(), end, marks, approvals.changes(now));
  }

  /** As {@link CarrierPorts#messages}. */
  public List<InboxMessage> messages(UUID run, int seq) {
    return database.asEngine(EngineJob.JOURNAL, tx -> RunInboxStore.waiting(tx, run, seq));
  }

  /** As {@link CarrierPorts#signals}. */
  public List<InboxMessage> signals(UUID run, int seq, String name, int most) {
    return database.asEngine(
        EngineJob.JOURNAL, tx -> RunInboxStore.signals(tx, run, seq, name, most));
  }

  /** As {@link CarrierPorts#keep}. */
  public void keep(UUID run, long fence, List<UUID> messages) {
    var _ =
        database.asEngine(EngineJob.JOURNAL, tx -> CarriedRunStore.keep(tx, run, fence, messages));
  }

  /** As {@link CarrierPorts#facts}. */
  public RepetitionFacts facts(
      UUID run, String capability, Repeatability.@Nullable Aim aim, @Nullable Json input) {
    return repetitions.of(stored(run).birth().scope(), capability, () -> aim, () -> input);
  }

  /**
   * Makes a call.
   *
   * @param opened gets what cancels it
   * @param ended gets its result in every case
   */
  public void call(
      UUID run, AfterCommit.Dial dial, Consumer<Runnable> opened, Consumer<CallResult> ended) {
    RunBirth birth = stored(run).birth();
    calls.start(
        birth,
        versions.of(birth),
        dial.call(),
        dial.only(),
        (Exchange exchange) -> opened.accept(exchange::cancel),
        ended);
  }

  /**
   * Starts the run of a step.
   *
   * @return what has happened in the parent; empty while it waits for the run
   * @throws CallFailedException when it may be tried again
   */
  public Optional<RunEvent> startChild(UUID run, StepKey step, UUID child, @Nullable Json input) {
    RunBirth birth = stored(run).birth();
    Workflow workflow = versions.of(birth);
    return Optional.ofNullable(children.start(birth, workflow, step, child, input));
  }

  /** Asks for the end of the run of a step, as {@link #startChild}. */
  public Optional<RunEvent> cancelChild(UUID run, StepKey step, UUID child) {
    return Optional.ofNullable(children.cancel(stored(run).birth(), step, child));
  }

  /** Stores that a step awaits an event, unless it is stored. */
  public void awaitEvent(UUID run, StepKey step, AwaitedEvent event, Instant began) {
    RunBirth birth = stored(run).birth();
    waits.add(birth, step.text(versions.of(birth)), event, began);
  }
}
