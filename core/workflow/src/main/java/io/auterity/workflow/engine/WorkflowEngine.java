package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.event.AwaitedEvents;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunStore;
import io.auterity.workflow.writer.Journal;
import io.auterity.workflow.writer.Journal.JournalHeldException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs workflows. What it has acknowledged is durable: after a crash every run goes on where its
 * journal ends, and no finished step is carried out again.
 */
public final class WorkflowEngine implements LiveRuns, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkflowEngine.class);
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);
  private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(20);
  private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(5);

  private final Database database;
  private final RunStarts starts;
  private final Calls calls;
  private final EngineTimers timers;
  private final Journal journal;
  private final StalledRuns stalled = new StalledRuns();
  private final RunLoader runLoader;
  private final LoadMarks marks;
  private final ActiveRuns runs;
  private final RunAcceptance runAcceptance;
  private final RunInbox inbox;
  private final DoubtAnswers answers;
  private final RunSignals signals;
  private final AwaitedEvents awaited;
  private final Ids ids;
  private final StalledRunActions stalledRunActions;
  private volatile @Nullable String fenced;
  private volatile boolean elsewhere;

  /**
   * What the engine stands on.
   *
   * @param repeatability which calls may be made twice
   * @param starts starts runs of steps, if that is permitted
   */
  public record Parts(
      Database database,
      Time time,
      Ids ids,
      RandomGenerator random,
      Invoker invoker,
      Catalogue catalogue,
      Binder binder,
      Repeatability repeatability,
      RunStarts starts,
      Workflows workflows,
      Versions versions,
      EngineTimers timers,
      EngineSettings settings) {}

  public WorkflowEngine(Parts parts) {
    this.database = parts.database();
    this.starts = parts.starts();
    this.calls = new Calls(parts.invoker(), parts.ids(), parts.catalogue(), parts.binder());
    this.timers = parts.timers();
    this.journal =
        new Journal(parts.database(), parts.time(), parts.settings().writers(), this::fenced);
    Versions versions = parts.versions();
    EngineServices services =
        new EngineServices(
            journal,
            calls,
            timers,
            parts.time(),
            parts.random(),
            parts.catalogue(),
            parts.binder(),
            parts.repeatability(),
            new Children(),
            (run, step, what) -> awaited().add(run, step, what));
    this.runLoader = new RunLoader(parts.database(), versions, parts.time(), stalled);
    this.marks = new LoadMarks(parts.database(), timers);
    RunLimits limits = new RunLimits(parts.database(), parts.workflows());
    this.runs =
        new ActiveRuns(
            services, runLoader, marks, stalled, limits, this::cancelFor, parts.settings());
    this.runAcceptance =
        new RunAcceptance(
            parts.workflows(),
            versions,
            runs,
            journal,
            parts.ids(),
            parts.time(),
            this::exists,
            limits);
    this.stalledRunActions =
        new StalledRunActions(database, runLoader, stalled, marks, runs, journal, parts.time());
    this.inbox = new RunInbox(database, runs, timers);
    this.answers = new DoubtAnswers(database, versions, parts.catalogue(), parts.binder());
    this.signals = new RunSignals(database, versions);
    this.ids = parts.ids();
    this.awaited =
        new AwaitedEvents(database, parts.time(), parts.workflows()::awaits, this::messagesStored);
  }

  /**
   * Takes up every run that is not over. Runs are accepted at once and begin when what they need is
   * ready, at the latest half a minute from now.
   *
   * @throws JournalHeldException when another server works on the same database
   */
  public void start(CompletionStage<?> ready) {
    journal.start();
    runs.recover();
    timers.after(LONGEST_HOLD, this::beginUnready);
    ready.whenComplete((done, failure) -> Thread.startVirtualThread(runs::begin));
    inbox.watch();
  }

  /** Leaves runs to another server on the same database; what would change one is refused here. */
  public void leaveRuns() {
    elsewhere = true;
    runs.close();
  }

  private void requireHere() {
    if (elsewhere) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "this server carries on no runs (engine.enabled is false): ask the server on the same"
              + " database whose engine is enabled");
    }
  }

  private void beginUnready() {
    if (runs.begin()) {
      LOG.warn("Not all that runs need is ready; they begin now.");
    }
  }

  /**
   * Accepts a run; when this returns, it is durable.
   *
   * @throws InvalidInputException with every problem of its input
   * @throws CallFailedException {@code not_found}, {@code too_large}, {@code rate_limited} when its
   *     tenant has too many that wait, {@code unavailable} when the database is
   */
  public UUID submit(RunRequest request) {
    requireHere();
    return runAcceptance.submit(request);
  }

  /**
   * Accepts a run under an id of the caller's choice. When the tenant has a run of that id already,
   * nothing begins: so a request that is repeated begins one run.
   *
   * @throws CallFailedException as {@link #submit(RunRequest)}
   */
  public UUID submit(RunRequest request, UUID id) {
    requireHere();
    return runAcceptance.submit(request, id);
  }

  /** The events that steps of runs await. */
  public AwaitedEvents awaited() {
    return awaited;
  }

  /** The runs that steps start. */
  private final class Children implements ChildRuns.Store {

    @Override
    public void submit(RunRequest request, UUID id) {
      if (!exists(request.scope(), id)) {
        var _ = starts.start(request, () -> runAcceptance.submit(request, id));
      }
    }

    @Override
    public void cancel(RunBirth parent, UUID run, String by) {
      UUID message = UUID.nameUUIDFromBytes(("cancel/" + run).getBytes(StandardCharsets.UTF_8));
      inbox.put(
          parent.scope(), run, new InboxMessage(message, InboxMessage.Kind.CANCEL, null, null, by));
    }
  }

  private void cancelFor(RunBirth run, UUID other) {
    UUID message =
        UUID.nameUUIDFromBytes(("limit/" + run.id() + other).getBytes(StandardCharsets.UTF_8));
    String by = RunLimits.canceller(run, other);
    try {
      inbox.put(
          run.scope(), other, new InboxMessage(message, InboxMessage.Kind.CANCEL, null, null, by));
    } catch (CallFailedException e) {
      LOG.debug("The run {} is not cancelled for {} now.", other, run.id(), e);
    }
  }

  /** As {@link #cancel(TenantScope, UUID, String, UUID)}, asked for once. */
  public void cancel(TenantScope scope, UUID run, String by) {
    cancel(scope, run, by, ids.next());
  }

  /**
   * Asks for the end of a run, at any server; when this returns, that is durable. Calls under way
   * are given up, and what they did stays done.
   *
   * @param message its id, the same whenever the caller asks again
   * @throws CallFailedException {@code not_found}; {@code conflict} when it is over or cannot be
   *     read back; {@code rate_limited} when its inbox is full; {@code unavailable}
   */
  public void cancel(TenantScope scope, UUID run, String by, UUID message) {
    if (stalled.overwhelming(run)) {
      require(scope, run);
      stalledRunActions.end(scope, run, by, "cancelled", true);
      return;
    }
    send(scope, run, new InboxMessage(message, InboxMessage.Kind.CANCEL, null, null, by));
  }

  /**
   * Pauses a run, at any server; when this returns, that is durable. Nothing of it starts until it
   * resumes, and what falls due comes then; calls under way go on to their end, and so does the
   * time limit of the run. One that is paused already stays so.
   *
   * @param message its id, the same whenever the caller asks again
   * @throws CallFailedException as {@link #cancel(TenantScope, UUID, String, UUID)}; {@code
   *     conflict} also when it is ending
   */
  public void pause(TenantScope scope, UUID run, String by, UUID message) {
    send(scope, run, new InboxMessage(message, InboxMessage.Kind.PAUSE, null, null, by));
  }

  /**
   * Lets a paused run go on, at any server; when this returns, that is durable. One that is not
   * paused is left as it is.
   *
   * @param message its id, the same whenever the caller asks again
   * @throws CallFailedException as {@link #cancel(TenantScope, UUID, String, UUID)}
   */
  public void resume(TenantScope scope, UUID run, String by, UUID message) {
    send(scope, run, new InboxMessage(message, InboxMessage.Kind.RESUME, null, null, by));
  }

  /**
   * Says the outcome of a call in doubt, at any server; when this returns, that is durable.
   *
   * @param step e.g. {@code triage[17].classify}
   * @param message its id, the same whenever the caller says it again
   * @throws CallFailedException as {@link #cancel(TenantScope, UUID, String, UUID)}; {@code
   *     conflict} also when the step is not in doubt; {@code invalid} when the output is not the
   *     capability's; {@code too_large}
   */
  public void answer(
      TenantScope scope, UUID run, String step, DoubtAnswer answer, String by, UUID message) {
    send(scope, run, answers.message(scope, run, step, answer, message, by));
  }

  /**
   * Sends a signal to a run, at any server; when this returns, that is durable. A step that awaits
   * the signal takes it, now or once it begins.
   *
   * @param name of the signal
   * @param payload what it says, which is the value of the step
   * @param message its id, the same whenever the caller sends it again
   * @throws CallFailedException {@code not_found}, also when the workflow awaits no such signal;
   *     {@code too_large}; {@code conflict} when the run is over or cannot be read back; {@code
   *     rate_limited} when as many wait as may; {@code unavailable}
   */
  public void signal(
      TenantScope scope, UUID run, String name, Json payload, String by, UUID message) {
    put(scope, run, signals.message(scope, run, name, payload, by, message));
  }

  /** The tenant of a run whose id is known; empty when there is no such run any more. */
  public Optional<TenantScope> owner(UUID run) {
    return database
        .asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.run(tx, run))
        .map(stored -> stored.birth().scope());
  }

  /**
   * Takes a callback for a step of a run, at any server; when this returns, that is durable. The
   * first one counts, before or after the step begins.
   *
   * @param payload what it says, which is the value of the step
   * @throws CallFailedException as {@link #signal}
   * @throws InvalidInputException when what it says does not fit the step's schema
   */
  public void callBack(TenantScope scope, UUID run, String step, Json payload) {
    put(scope, run, signals.callback(scope, run, step, payload));
  }

  /**
   * Gives a vote on what a step asks, at any server; when this returns, that is durable.
   *
   * @param step its key, e.g. {@code lines[3].approve}
   * @param message its id, the same whenever the voter gives it again
   * @throws CallFailedException as {@link #cancel(TenantScope, UUID, String, UUID)}; {@code
   *     conflict} also when the vote does not count, with the reason
   */
  public void vote(TenantScope scope, UUID run, String step, Vote vote, UUID message) {
    StoredJson payload = StoredJson.of(ApprovalRequestJson.write(vote));
    String by = vote.voter().name();
    send(scope, run, new InboxMessage(message, InboxMessage.Kind.VOTE, step, payload, by));
  }

  /** Whether a message of that id was taken already. */
  public boolean taken(TenantScope scope, UUID message) {
    return inbox.taken(scope, message);
  }

  private void send(TenantScope scope, UUID run, InboxMessage message) {
    put(scope, run, message);
    inbox.await(scope, message.id());
  }

  private void put(TenantScope scope, UUID run, InboxMessage message) {
    if (stalled.reason(run).isPresent()) {
      require(scope, run);
      requireReadable(run);
    }
    inbox.put(scope, run, message);
  }

  /** Looks for messages to runs that another server has stored. */
  public void messagesStored() {
    inbox.look();
  }

  /**
   * Ends a stalled run; when this returns, that is durable.
   *
   * @param reason of the person, kept with the end
   * @param cancelled whether it counts as cancelled; as failed otherwise
   * @throws CallFailedException {@code not_found}; {@code invalid} without a reason; {@code
   *     conflict} when it is over or is not stalled; {@code unavailable}
   */
  public void end(TenantScope scope, UUID run, String by, String reason, boolean cancelled) {
    requireHere();
    stalledRunActions.end(scope, run, by, reason, cancelled);
  }

  /**
   * Sets aside what cannot be read of the journal of a stalled run, and lets it go on; one that has
   * ended the server is loaded again as it is. Calls that may have happened unseen are in doubt: a
   * person is asked before they are made.
   *
   * @throws CallFailedException as {@link #end}; {@code conflict} also when more than its journal
   *     cannot be read
   */
  public void repair(TenantScope scope, UUID run, String by, String reason) {
    requireHere();
    stalledRunActions.repair(scope, run, by, reason, false);
  }

  /**
   * As {@link #repair}; the step whose event could not be read is passed over, with null as its
   * output.
   *
   * @throws CallFailedException as {@link #repair}; {@code conflict} also when that step is not
   *     under way
   */
  public void skip(TenantScope scope, UUID run, String by, String reason) {
    requireHere();
    stalledRunActions.repair(scope, run, by, reason, true);
  }

  // One that could not be read may be mended meanwhile.
  private void requireReadable(UUID run) {
    try {
      var _ = runLoader.load(run);
    } catch (UnreadableException e) {
      throw new CallFailedException(FailureCode.CONFLICT, e.failure().message());
    }
  }

  @Override
  public Optional<RunProgress> progress(UUID run) {
    return runs.progress(run);
  }

  @Override
  public Optional<RunProgress> replayed(UUID run) {
    if (stalled(run).isPresent() || marks.suspected(run)) {
      return Optional.empty();
    }
    try {
      return runLoader.load(run).map(LoadedRun::progress);
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Failure> stalled(UUID run) {
    return stalled.reason(run);
  }

  /** How many runs are not over and cannot be carried on. */
  public int stalled() {
    return stalled.count();
  }

  /**
   * The oldest run that is not over and does the same piece of work: equal workflow, input, labels
   * and options.
   *
   * @throws InvalidInputException with every problem of the input
   * @throws CallFailedException {@code not_found}, {@code too_large}
   */
  public Optional<UUID> unfinished(RunRequest request) {
    Digest digest = runAcceptance.digest(request);
    return database.inTenant(
        request.scope(), tx -> RunStore.unfinished(tx, request.workflow(), digest));
  }

  /** Why runs are not carried on; empty when they are. */
  public Optional<String> check() {
    String why = fenced;
    return runs.open()
        ? Optional.empty()
        : Optional.of("runs are not carried on here" + (why == null ? "" : ": %s".formatted(why)));
  }

  /** What a person has to look at although runs are carried on. */
  public Optional<String> warning() {
    return stalled() == 0
        ? Optional.empty()
        : Optional.of("runs that stand still: %d; the server's log tells why".formatted(stalled()));
  }

  private void fenced(String why) {
    fenced = why;
    runs.close();
  }

  /** Lets calls under way end and writes what has happened; the rest waits for the next start. */
  @Override
  public void close() {
    runs.close();
    boolean drained = calls.drained(TIME_TO_DRAIN);
    timers.close();
    if (!(runs.settled(TIME_TO_SETTLE) && drained)) {
      LOG.warn("Some calls did not end in time; the next start takes them up.");
    }
    if (fenced == null) {
      marks.close();
    }
    journal.close();
  }

  /** Ends at once, as a crash would. */
  void halt() {
    runs.close();
    marks.halt();
    timers.close();
    journal.halt();
  }

  private void require(TenantScope scope, UUID run) {
    if (!exists(scope, run)) {
      throw unknown(run);
    }
  }

  static CallFailedException unknown(UUID run) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no run %s".formatted(Invocation.RUN_ID.write(run)));
  }

  private boolean exists(TenantScope scope, UUID run) {
    return database.inTenant(scope, tx -> RunStore.exists(tx, run));
  }
}
