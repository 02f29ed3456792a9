package io.auterity.workflow.engine;

import io.auterity.platform.id.Ids;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.event.AwaitedEvents;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.seat.SeatTenure;
import io.auterity.workflow.writer.Journal;
import io.auterity.workflow.writer.Journal.JournalHeldException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The term of a server in the seat of the engine: all that carries runs on, from their load until
 * the seat is handed over or lost. A server that has the seat again begins another.
 */
final class EngineTerm {

  private static final Logger LOG = LoggerFactory.getLogger(EngineTerm.class);
  static final Duration LONGEST_HOLD = Duration.ofSeconds(30);
  private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(20);
  private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(5);

  private final Ids ids;
  private final RunStarts starts;
  private final RunInbox inbox;
  private final RunBirths births;
  private final Calls calls;
  private final EngineTimers timers;
  private final Journal journal;
  private final LoadMarks marks;
  final SeatTenure tenure;
  final StalledRuns stalled = new StalledRuns();
  final RunLoader loader;
  final ActiveRuns runs;
  final RunAcceptance acceptance;
  final StalledRunActions stalledActions;

  /**
   * A term that has not begun.
   *
   * @param fenced told why the journal has ended, unless it was closed
   */
  EngineTerm(
      EngineParts parts,
      SeatTenure tenure,
      RunBirths births,
      RunArrivals arrivals,
      RunInbox inbox,
      AwaitedEvents awaited,
      RunLimits limits,
      Consumer<String> fenced) {
    this.tenure = tenure;
    this.ids = parts.ids();
    this.starts = parts.starts();
    this.inbox = inbox;
    this.births = births;
    this.calls = new Calls(parts.invoker(), parts.ids(), parts.catalogue(), parts.binder());
    this.timers = EngineTimers.within(parts.timers());
    this.journal =
        new Journal(parts.database(), parts.time(), parts.settings().writers(), tenure, fenced);
    EngineServices services =
        new EngineServices(
            journal,
            calls,
            timers,
            parts.time(),
            parts.random(),
            parts.catalogue(),
            parts.repeatability(),
            new Children(),
            awaited::add);
    this.loader = new RunLoader(parts.database(), parts.versions(), parts.time(), stalled);
    this.marks =
        new LoadMarks(
            parts.database(),
            timers,
            tenure.goesOn() && parts.carriers().none() ? parts.lastEnd() : LastEnd.UNKNOWN);
    this.runs =
        new ActiveRuns(
            services,
            loader,
            marks,
            stalled,
            limits,
            parts.carriers(),
            this::cancelFor,
            parts.settings());
    this.acceptance =
        new RunAcceptance(
            births, parts.versions(), runs, journal, parts.time(), limits, arrivals, inbox::look);
    this.stalledActions =
        new StalledRunActions(
            parts.database(),
            loader,
            stalled,
            marks,
            runs,
            parts.carriers(),
            journal,
            parts.time());
  }

  /** The runs that steps start. */
  private final class Children implements ChildRuns.Store {

    @Override
    public void submit(RunRequest request, UUID id) {
      if (!births.exist(request.scope(), id)) {
        var _ = starts.start(request, () -> acceptance.submit(request, id));
      }
    }

    @Override
    public void cancel(RunBirth parent, UUID run, String by) {
      inbox.put(parent.scope(), run, ChildRuns.cancellation(run, by));
    }
  }

  private void cancelFor(RunBirth run, RunLimits.Cancellation cancelled) {
    UUID other = cancelled.run();
    // Not the same each time: a run that goes again may be cancelled again.
    UUID message = ids.next();
    try {
      inbox.put(
          run.scope(),
          other,
          InboxMessage.request(message, InboxMessage.Kind.CANCEL, cancelled.by()));
    } catch (CallFailedException e) {
      LOG.debug("The run {} is not cancelled for {} now.", other, run.id(), e);
    }
  }

  /**
   * Finds every run that is not over; new ones are accepted from now on.
   *
   * @throws JournalHeldException when a server that knows no seat works on the same database
   * @throws CallFailedException {@code unavailable} when the database is
   */
  void open() {
    journal.start();
    runs.admission.recover();
  }

  /** Lets runs begin when what they need is ready, at the latest half a minute from now. */
  void begin(CompletionStage<?> ready) {
    timers.after(LONGEST_HOLD, this::beginUnready);
    ready.whenComplete((done, failure) -> Thread.startVirtualThread(runs.admission::begin));
    inbox.watch(runs, timers);
  }

  private void beginUnready() {
    if (runs.admission.begin()) {
      LOG.warn("Not all that runs need is ready; they begin now.");
    }
  }

  /** Whether loading that run may end the server. */
  boolean suspected(UUID run) {
    return marks.suspected(run);
  }

  /** Lets calls under way end and writes what has happened; the rest is left to the next term. */
  void close() {
    runs.close();
    boolean drained = calls.drained(TIME_TO_DRAIN);
    timers.close();
    if (!(runs.settled(TIME_TO_SETTLE) && drained)) {
      LOG.warn("Some calls did not end in time; the next start takes them up.");
    }
    marks.close();
    journal.close();
  }

  /** Ends at once, as a crash would: what happens in a call from now on is not written. */
  void halt() {
    runs.close();
    marks.halt();
    timers.close();
    journal.halt();
  }
}
