package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.event.AwaitedEvents;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.seat.EngineSeat;
import io.auterity.workflow.seat.SeatCandidate;
import io.auterity.workflow.seat.SeatTenure;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.writer.Journal.JournalHeldException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
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

  private final Parts parts;
  private final Database database;
  private final RunLimits limits;
  private final RunBirths births;
  private final RunArrivals arrivals;
  private final NotedRuns noted;
  private final RunInbox inbox;
  private final DoubtAnswers answers;
  private final RunSignals signals;
  private final RunAgain again;
  private final AwaitedEvents awaited;
  private final SeatElection election;

  /** Runs that could not be read here while another server carried them on. */
  private final StalledRuns unreadable = new StalledRuns();

  private final RunLoader beside;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile CompletionStage<?> ready = CompletableFuture.completedFuture(true);
  private volatile @Nullable EngineTerm term;
  private volatile @Nullable String fenced;
  private volatile boolean closing;
  private volatile boolean elsewhere;

  /**
   * What the engine stands on.
   *
   * @param repeatability which calls may be made twice
   * @param starts starts runs of steps, if that is permitted
   * @param server this one, which asks for the seat of the engine
   * @param lastEnd how the process before this one of the same server ended
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
      EngineSettings settings,
      SeatCandidate server,
      LastEnd lastEnd) {}

  public WorkflowEngine(Parts parts) {
    this.parts = parts;
    this.database = parts.database();
    this.limits = new RunLimits(database, parts.workflows());
    this.births = new RunBirths(database, parts.workflows(), parts.versions(), parts.time());
    this.arrivals = new RunArrivals(database, births, parts.versions(), limits);
    this.noted = new NotedRuns(database, births, parts.versions(), limits, arrivals, parts.time());
    this.inbox = new RunInbox(database, arrivals, this::carriedHere);
    this.answers = new DoubtAnswers(database, parts.versions(), parts.catalogue(), parts.binder());
    this.signals = new RunSignals(database, parts.versions());
    this.beside = new RunLoader(database, parts.versions(), parts.time(), unreadable);
    this.again =
        new RunAgain(database, beside, limits, parts.versions(), parts.catalogue(), parts.binder());
    this.awaited = new AwaitedEvents(database, parts.time(), this::messagesStored);
    this.election =
        new SeatElection(database, parts.time(), parts.server(), this::takeUpAgain, this::drop);
  }

  private @Nullable ActiveRuns carriedHere() {
    EngineTerm now = term;
    return now == null ? null : now.runs;
  }

  /**
   * Asks for the seat of the engine. Where this server has it, it takes up every run that is not
   * over: runs are accepted at once and begin when what they need is ready, at the latest half a
   * minute from now. Where another has it, this one stands by.
   *
   * @throws CallFailedException {@code unavailable} when the database is
   */
  public void start(CompletionStage<?> ready) {
    this.ready = ready;
    election.start().ifPresent(this::takeUp);
  }

  private void takeUpAgain(SeatTenure tenure) {
    Thread.startVirtualThread(
        () -> {
          try {
            takeUp(tenure);
          } catch (CallFailedException e) {
            LOG.warn("Runs are taken up later: {}", e.failure().message());
          }
        });
  }

  private void takeUp(SeatTenure tenure) {
    EngineTerm next =
        new EngineTerm(
            parts, tenure, births, arrivals, inbox, awaited, limits, why -> fenced(tenure, why));
    changing.lock();
    try {
      begin(next);
    } catch (JournalHeldException e) {
      LOG.warn("{}", e.getMessage());
    } finally {
      if (term != next) {
        next.halt();
        election.withdraw(tenure);
      }
      changing.unlock();
    }
  }

  private void begin(EngineTerm next) {
    if (!closing && next.tenure.sure()) {
      next.open();
      term = next;
      fenced = null;
      next.begin(ready);
    }
  }

  /** Another server has the seat, or this one can do nothing with it. */
  private void drop(SeatTenure tenure) {
    changing.lock();
    try {
      EngineTerm now = term;
      if (now != null && now.tenure == tenure) {
        term = null;
        now.halt();
      }
    } finally {
      changing.unlock();
    }
  }

  // A server whose journal breaks by itself is not asked to carry runs on again.
  private void fenced(SeatTenure tenure, String why) {
    EngineTerm now = term;
    if (now != null && now.tenure == tenure) {
      fenced = why;
      now.runs.close();
      Thread.startVirtualThread(() -> leave(tenure));
    }
  }

  private void leave(SeatTenure tenure) {
    if (election.lost(tenure)) {
      fenced = null;
    } else {
      election.resign();
    }
    drop(tenure);
  }

  /**
   * Leaves runs to the servers on the same database that ask for the seat, as one does that stands
   * by.
   */
  public void leaveRuns() {
    elsewhere = true;
    election.watch();
  }

  /** Looks who has the seat of the engine, as that may have changed. */
  public void seatChanged() {
    election.look();
  }

  private EngineTerm here() {
    EngineTerm now = term;
    if (now != null) {
      return now;
    }
    throw new CallFailedException(
        FailureCode.UNSUPPORTED,
        "this server carries on no runs%s: ask the server on the same database that does, %s"
            .formatted(elsewhere ? " (engine.enabled is false)" : "", holder()));
  }

  /** Whether this server carries on the runs. */
  public boolean carriesRuns() {
    EngineTerm now = term;
    return now != null && now.runs.open();
  }

  /** The host of the server that carries on the runs, as this one knows it. */
  public String holder() {
    return election.held()
        ? election.seen().map(EngineSeat::host).orElse("")
        : "and there is none now";
  }

  /**
   * Accepts a run, at any server; when this returns, it is durable. The server that has the seat
   * carries it on.
   *
   * @throws InvalidInputException with every problem of its input
   * @throws CallFailedException {@code not_found}, {@code too_large}, {@code rate_limited} when its
   *     tenant has too many that wait, {@code unavailable} when the database is
   */
  public UUID submit(RunRequest request) {
    UUID id = parts.ids().next();
    EngineTerm now = term;
    return now == null ? arrivals.submit(request, id) : now.acceptance.submitNew(request, id);
  }

  /**
   * Accepts a run under an id of the caller's choice. When the tenant has a run of that id already,
   * nothing begins: so a request that is repeated begins one run.
   *
   * @throws CallFailedException as {@link #submit(RunRequest)}
   */
  public UUID submit(RunRequest request, UUID id) {
    EngineTerm now = term;
    return now == null ? arrivals.submit(request, id) : now.acceptance.submit(request, id);
  }

  /**
   * Accepts a run, unless one does the same piece of work and is not over: equal workflow, input,
   * labels and options. Of those who attach at once, at any servers, one starts it.
   *
   * @param use its id; empty for a new one
   * @throws CallFailedException as {@link #submit(RunRequest)}
   */
  public AttachedRun attach(RunRequest request, Optional<UUID> use) {
    AttachedRun run = arrivals.attach(request, use.orElseGet(parts.ids()::next));
    if (!run.resumed()) {
      messagesStored();
    }
    return run;
  }

  /**
   * The run of someone who attached.
   *
   * @param resumed whether it was there
   */
  public record AttachedRun(UUID id, boolean resumed) {}

  /**
   * Writes the row of a run that is to {@linkplain #begin begin} later, in the transaction that
   * notes its start: with that it is there, at any server, and can be sent messages. Nothing is
   * done where there is a run of that id.
   *
   * @param at when it was asked for, from when on it counts events
   * @throws CallFailedException as {@link #submit(RunRequest)}
   */
  public void note(Transaction tx, RunRequest request, UUID id, Instant at) {
    noted.note(tx, request, id, at);
  }

  /**
   * Lets a run begin that was noted, at any server, also where it has no row yet; nothing is done
   * where it has begun or ended. When this returns, it is durable.
   *
   * @param at when it was asked for
   * @throws InvalidInputException with every problem of its input
   * @throws CallFailedException as {@link #submit(RunRequest)}
   */
  public UUID begin(RunRequest request, UUID id, Instant at) {
    noted.begin(request, id, at);
    messagesStored();
    return id;
  }

  /** Has a run wait for its beginning again that was {@linkplain #giveUp given up}. */
  public void noteAgain(TenantScope scope, UUID run) {
    noted.again(scope, run);
  }

  /**
   * Ends a run that was noted and cannot begin, until it is noted again.
   *
   * @param end {@code failed} or {@code cancelled}
   */
  public void giveUp(TenantScope scope, UUID run, RunPhase end, Failure why) {
    noted.giveUp(scope, run, end, why);
  }

  /**
   * Takes a run back that was noted and cannot begin, where no caller was told of it; false where
   * it is not there, or was sent something.
   */
  public boolean forget(TenantScope scope, UUID run) {
    return noted.forget(scope, run);
  }

  /** The events that steps of runs await. */
  public AwaitedEvents awaited() {
    return awaited;
  }

  /** As {@link #cancel(TenantScope, UUID, String, UUID)}, asked for once. */
  public void cancel(TenantScope scope, UUID run, String by) {
    cancel(scope, run, by, parts.ids().next());
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
    EngineTerm now = term;
    if (now != null && now.stalled.overwhelming(run)) {
      require(scope, run);
      now.stalledActions.end(scope, run, by, "cancelled", true);
      return;
    }
    send(scope, run, InboxMessage.request(message, InboxMessage.Kind.CANCEL, by));
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
    send(scope, run, InboxMessage.request(message, InboxMessage.Kind.PAUSE, by));
  }

  /**
   * Lets a paused run go on, at any server; when this returns, that is durable. One that is not
   * paused is left as it is.
   *
   * @param message its id, the same whenever the caller asks again
   * @throws CallFailedException as {@link #cancel(TenantScope, UUID, String, UUID)}
   */
  public void resume(TenantScope scope, UUID run, String by, UUID message) {
    send(scope, run, InboxMessage.request(message, InboxMessage.Kind.RESUME, by));
  }

  /**
   * Lets a run that has failed or was cancelled go again from a step, at any server; when this
   * returns, that is durable. That step and what follows it are done again, in another round; what
   * was done before it stays.
   *
   * @param from key of the step, e.g. {@code triage[17].classify}; null for those that failed
   * @param input what the step is given in place of its own input; null for that
   * @param message its id, the same whenever the caller asks again
   * @throws CallFailedException {@code not_found}; {@code conflict} with what hinders it; {@code
   *     invalid} when the input is not the capability's; {@code too_large}; {@code rate_limited};
   *     {@code unavailable}
   */
  public void again(
      TenantScope scope,
      UUID run,
      @Nullable String from,
      Json.@Nullable Obj input,
      Principal by,
      UUID message) {
    if (inbox.taken(scope, message)) {
      inbox.await(scope, message);
      return;
    }
    InboxMessage asked = again.message(scope, run, from, input, by.name(), message);
    StoredRun reopened = again.reopened(scope, run, asked, input == null ? null : by);
    ActiveRuns here = carriedHere();
    if (here != null) {
      here.wakeStored(new RunQueue.Queued(run, scope.tenant()), false);
    }
    if (reopened.birth().limitKey() == null) {
      inbox.await(scope, message);
    }
  }

  /**
   * The capability that a step of a run calls.
   *
   * @param step its key
   * @throws CallFailedException {@code not_found}; {@code invalid} when it calls none
   */
  public Capability called(TenantScope scope, UUID run, String step) {
    return again.called(scope, run, step);
  }

  /**
   * Starts a run that takes over what another one has done before a step, and goes on from there by
   * the version of the workflow in force, at the server that carries runs on. Its label {@code
   * again} names the other one.
   *
   * @param request that starts it, with the input of the other one
   * @param from key of the step, as {@link #again} has it
   * @param id of the new run, the same whenever the caller asks again
   * @throws CallFailedException as {@link #again} and {@link #submit(RunRequest)}; {@code conflict}
   *     also when the other run is not over, or what it did does not fit
   */
  public UUID againAnew(
      RunRequest request, UUID run, String from, Json.@Nullable Obj input, UUID id) {
    EngineTerm here = here();
    String by = request.principal().name();
    InboxMessage asked = again.message(request.scope(), run, from, input, by, id);
    if (births.exist(request.scope(), id)) {
      return id;
    }
    return here.acceptance.submit(
        request,
        id,
        (birth, workflow) -> again.copied(request.scope(), run, asked, birth, workflow));
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
    EngineTerm now = term;
    if (now != null && now.stalled.reason(run).isPresent()) {
      require(scope, run);
      requireReadable(now.loader, run);
    }
    inbox.put(scope, run, message);
  }

  /** Looks for runs, and messages to runs, that another server has stored. */
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
    here().stalledActions.end(scope, run, by, reason, cancelled);
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
    here().stalledActions.repair(scope, run, by, reason, false);
  }

  /**
   * As {@link #repair}; the step whose event could not be read is passed over, with null as its
   * output.
   *
   * @throws CallFailedException as {@link #repair}; {@code conflict} also when that step is not
   *     under way
   */
  public void skip(TenantScope scope, UUID run, String by, String reason) {
    here().stalledActions.repair(scope, run, by, reason, true);
  }

  // One that could not be read may be mended meanwhile.
  private static void requireReadable(RunLoader loader, UUID run) {
    try {
      var _ = loader.load(run);
    } catch (UnreadableException e) {
      throw new CallFailedException(FailureCode.CONFLICT, e.failure().message());
    }
  }

  @Override
  public Optional<RunProgress> progress(UUID run) {
    ActiveRuns runs = carriedHere();
    return runs == null ? Optional.empty() : runs.progress(run);
  }

  @Override
  public Optional<RunProgress> replayed(UUID run) {
    EngineTerm now = term;
    if (now != null && (now.stalled.reason(run).isPresent() || now.suspected(run))) {
      return Optional.empty();
    }
    try {
      return (now == null ? beside : now.loader).load(run).map(LoadedRun::progress);
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<StoredProgress> elsewhere(UUID run) {
    if (term != null) {
      return Optional.empty();
    }
    try {
      return database
          .asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.position(tx, run))
          .map(WorkflowEngine::stored);
    } catch (CallFailedException e) {
      LOG.debug("How far the run {} is cannot be read now.", run, e);
      return Optional.empty();
    }
  }

  private static StoredProgress stored(RecoveryStore.Position at) {
    boolean over = at.phase().over();
    int part = over ? 2 : at.phase() == RunPhase.QUEUED ? 0 : 1;
    return new StoredProgress(3L * at.seq() + part, over);
  }

  @Override
  public Optional<Failure> stalled(UUID run) {
    EngineTerm now = term;
    if (now == null && unreadable.reason(run).isPresent()) {
      var _ = replayed(run); // It may be repaired meanwhile.
    }
    return (now == null ? unreadable : now.stalled).reason(run);
  }

  /** How many runs are not over and cannot be carried on. */
  public int stalled() {
    EngineTerm now = term;
    return now == null ? 0 : now.stalled.count();
  }

  /**
   * Refuses a request that could start nothing.
   *
   * @throws InvalidInputException with every problem of the input
   * @throws CallFailedException {@code not_found}, {@code too_large}
   */
  public void requireInput(RunRequest request) {
    var _ = births.digest(request);
  }

  /** Why runs are not carried on; empty when they are, or would be if another server ended. */
  public Optional<String> check() {
    String why = fenced;
    EngineTerm now = term;
    boolean works = now == null ? why == null && !closing && !elsewhere : now.runs.open();
    return works
        ? Optional.empty()
        : Optional.of("runs are not carried on here" + (why == null ? "" : ": %s".formatted(why)));
  }

  /** Which server carries on runs. */
  public Optional<String> note() {
    return carriesRuns()
        ? Optional.of("this server carries on the runs")
        : election.held()
            ? Optional.of("another server carries on the runs; this one stands by")
            : Optional.empty();
  }

  /** What a person has to look at although runs are carried on. */
  public Optional<String> warning() {
    if (term == null && !election.held()) {
      return Optional.of("no server carries on runs now; one of an equal or newer version may");
    }
    return stalled() == 0
        ? Optional.empty()
        : Optional.of("runs that stand still: %d; the server's log tells why".formatted(stalled()));
  }

  /**
   * Lets calls under way end, writes what has happened and hands the seat over; the rest waits for
   * the next server that has it.
   */
  @Override
  public void close() {
    closing = true;
    changing.lock();
    try {
      EngineTerm now = term;
      if (now != null) {
        now.close();
      }
    } finally {
      changing.unlock();
    }
    election.close();
    parts.timers().close();
  }

  /** Ends at once, as a crash would. */
  void halt() {
    closing = true;
    EngineTerm now = term;
    if (now != null) {
      now.halt();
    }
    election.halt();
    parts.timers().close();
  }

  private void require(TenantScope scope, UUID run) {
    if (!births.exist(scope, run)) {
      throw unknown(run);
    }
  }

  static CallFailedException unknown(UUID run) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no run %s".formatted(Invocation.RUN_ID.write(run)));
  }
}
