package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.event.AwaitedEvents;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.store.RecoveryStore;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs workflows. What it has acknowledged is durable: after a crash every run goes on where its
 * journal ends, and no finished step is carried out again.
 */
public final class WorkflowEngine implements AutoCloseable {

  private final EngineParts parts;
  private final Database database;
  private final RunBirths births;
  private final RunArrivals arrivals;
  private final RunInbox inbox;
  private final DoubtAnswers answers;
  private final RunSignals signals;
  private final AwaitedEvents awaited;
  private final EngineTerms terms;
  private final NotedRuns noted;
  private final RunAgain again;
  private final LiveEngine live;
  private final CarriedRuns carried;

  public WorkflowEngine(EngineParts parts) {
    this.parts = parts;
    this.database = parts.database();
    RunLimits limits = new RunLimits(database, parts.workflows());
    StalledRuns unreadable = new StalledRuns();
    RunLoader beside = new RunLoader(database, parts.versions(), parts.time(), unreadable);
    this.births =
        new RunBirths(
            database, parts.workflows(), parts.versions(), parts.carriers(), parts.time());
    this.arrivals = new RunArrivals(database, births, parts.versions(), limits);
    this.inbox = new RunInbox(database, arrivals, this::carriedHere);
    this.awaited = new AwaitedEvents(database, parts.time(), inbox::look);
    this.answers = new DoubtAnswers(database, parts.versions(), parts.catalogue(), parts.binder());
    this.signals = new RunSignals(database, parts.versions());
    this.terms =
        new EngineTerms(
            parts,
            (tenure, fenced) ->
                new EngineTerm(parts, tenure, births, arrivals, inbox, awaited, limits, fenced));
    this.noted =
        new NotedRuns(
            database, births, parts.versions(), limits, arrivals, parts.time(), inbox::look);
    this.again = new RunAgain(parts, beside, limits, births, inbox, terms);
    this.live = new LiveEngine(parts, terms, unreadable, beside);
    this.carried =
        new CarriedRuns(
            parts,
            new RunLoader(database, parts.versions(), parts.time(), new StalledRuns()),
            new CarriedChildren(parts.starts(), births, inbox, this::submit),
            awaited::add,
            () -> stalledHere(unreadable));
  }

  private StalledRuns stalledHere(StalledRuns beside) {
    EngineTerm now = terms.now();
    return now == null ? beside : now.stalled;
  }

  private @Nullable ActiveRuns carriedHere() {
    EngineTerm now = terms.now();
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
    terms.start(ready);
    parts.carriers().start(carried, ready, parts.timers());
  }

  /**
   * Leaves runs to the servers on the same database that ask for the seat, as one does that stands
   * by.
   */
  public void leaveRuns() {
    terms.leaveRuns();
  }

  /** Looks who has the seat of the engine, as that may have changed. */
  public void seatChanged() {
    terms.seatChanged();
  }

  /** Whether this server carries on the runs. */
  public boolean carriesRuns() {
    return terms.carriesRuns();
  }

  /** The host of the server that carries on the runs, as this one knows it. */
  public String holder() {
    return terms.holder();
  }

  /** Why runs are not carried on; empty when they are, or would be if another server ended. */
  public Optional<String> check() {
    return terms.check();
  }

  /** Which server carries on runs. */
  public Optional<String> note() {
    return terms.note();
  }

  /** What a person has to look at although runs are carried on. */
  public Optional<String> warning() {
    return terms.warning();
  }

  /** How far runs are. */
  public LiveRuns live() {
    return live;
  }

  /** Runs that are stored with what asks for them, and begin later. */
  public NotedRuns noted() {
    return noted;
  }

  /** Runs that go again from a step. */
  public RunAgain again() {
    return again;
  }

  /**
   * What a person may do about a run that stands still.
   *
   * @throws CallFailedException {@code unsupported} while another server carries the runs on
   */
  public StalledRunActions stalledActions() {
    return terms.here().stalledActions;
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
    EngineTerm now = terms.now();
    return now == null ? arrivals.submit(request, id) : now.acceptance.submitNew(request, id);
  }

  /**
   * Accepts a run under an id of the caller's choice. When the tenant has a run of that id already,
   * nothing begins: so a request that is repeated begins one run.
   *
   * @throws CallFailedException as {@link #submit(RunRequest)}
   */
  public UUID submit(RunRequest request, UUID id) {
    EngineTerm now = terms.now();
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
    EngineTerm now = terms.now();
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
    EngineTerm now = terms.now();
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

  // One that could not be read may be mended meanwhile.
  private static void requireReadable(RunLoader loader, UUID run) {
    try {
      var _ = loader.load(run);
    } catch (UnreadableException e) {
      throw new CallFailedException(FailureCode.CONFLICT, e.failure().message());
    }
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

  /**
   * Lets calls under way end, writes what has happened and hands the seat over; the rest waits for
   * the next server that has it.
   */
  @Override
  public void close() {
    parts.carriers().close();
    terms.close();
    parts.carriers().halt(); // Until then others carry on what comes here.
  }

  /** How many runs are not over and cannot be carried on. */
  public int stalled() {
    return terms.stalled();
  }

  /** Ends at once, as a crash would. */
  void halt() {
    parts.carriers().halt();
    terms.halt();
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
