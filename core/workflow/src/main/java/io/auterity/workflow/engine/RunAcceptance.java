package io.auterity.workflow.engine;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.writer.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The acceptance of runs: checks them, makes them durable, then lets them begin. */
final class RunAcceptance {

  /** Events that a run takes over from another one. */
  static final int MOST_PAST = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RunBirths births;
  private final Versions versions;
  private final ActiveRuns runs;
  private final RunAdmission admission;
  private final Journal journal;
  private final Time time;
  private final RunLimits limits;
  private final RunArrivals arrivals;
  private final Runnable arrived;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  /**
   * The acceptance of runs at the server that carries them on.
   *
   * @param arrived told when a run waits among the arrivals
   */
  RunAcceptance(
      RunBirths births,
      Versions versions,
      ActiveRuns runs,
      Journal journal,
      Time time,
      RunLimits limits,
      RunArrivals arrivals,
      Runnable arrived) {
    this.births = births;
    this.versions = versions;
    this.runs = runs;
    this.admission = runs.admission;
    this.journal = journal;
    this.time = time;
    this.limits = limits;
    this.arrivals = arrivals;
    this.arrived = arrived;
  }

  /** Accepts a run under an id that is new. */
  UUID submitNew(RunRequest request, UUID id) {
    Acceptance acceptance = handOver(request, id);
    return acceptance == null ? id : acceptance.await();
  }

  /** Accepts a run under an id, unless there is one by that id. */
  UUID submit(RunRequest request, UUID id) {
    if (!underWay.add(id)) {
      throw unavailable("the run is being stored; try again");
    }
    Acceptance acceptance = null;
    try {
      if (!births.exist(request.scope(), id)) {
        acceptance = handOver(request, id);
      }
    } finally {
      if (acceptance == null) {
        underWay.remove(id);
      }
    }
    return acceptance == null ? id : acceptance.await();
  }

  /**
   * Accepts a run that takes over what another one has done.
   *
   * @param past the events with which its journal begins
   */
  UUID submit(RunRequest request, UUID id, BiFunction<RunBirth, Workflow, List<RunEvent>> past) {
    DeployedWorkflow deployed = births.deployed(request);
    RunBirth birth = births.of(request, deployed, id);
    List<EventRow> rows = rows(past.apply(birth, deployed.workflow()), birth.created());
    if (!runs.open()) {
      throw unavailable("this server begins no runs any more; try again");
    }
    limits.require(birth, deployed.workflow());
    versions.pin(request.scope(), deployed, birth.created());
    runs.queue.line(request.scope().tenant());
    Acceptance acceptance = new Acceptance(birth, null);
    journal.append(JournalEntry.of(birth, rows), acceptance);
    acceptance.await();
    return id;
  }

  private static List<EventRow> rows(List<RunEvent> events, Instant at) {
    if (events.size() > MOST_PAST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "what was done before the step has %,d events, at most %,d are taken over; start a new run"
              .formatted(events.size(), MOST_PAST));
    }
    List<EventRow> rows = new ArrayList<>();
    for (RunEvent event : events) {
      rows.add(EventCodec.write(new RecordedEvent(rows.size() + 1, event, null, null, at)));
    }
    return rows;
  }

  private LoadedRun fresh(RunBirth birth, Workflow workflow) {
    return LoadedRun.fresh(birth, workflow, versions.around(birth, workflow), time);
  }

  /** Hands a run to the journal; null when it is durable already. */
  private @Nullable Acceptance handOver(RunRequest request, UUID id) {
    DeployedWorkflow deployed = births.deployed(request);
    Workflow workflow = deployed.workflow();
    RunBirth birth = births.of(request, deployed, id);
    if (!runs.open()) {
      throw unavailable("this server begins no runs any more; try again");
    }
    limits.require(birth, workflow);
    versions.pin(request.scope(), deployed, birth.created());
    if (birth.limitKeys().starts() != null) {
      arrivals.store(birth, workflow);
      arrived.run();
      return null;
    }
    boolean room = admission.takeRoom(birth);
    RunOwner owner = room ? runs.prepare(fresh(birth, workflow)) : null;
    Acceptance acceptance = new Acceptance(birth, owner);
    journal.append(JournalEntry.of(birth, room ? RunPhase.RUNNING : RunPhase.QUEUED), acceptance);
    return acceptance;
  }

  private static CallFailedException unavailable(String why) {
    return new CallFailedException(FailureCode.UNAVAILABLE, why);
  }

  /** What becomes of one acceptance. */
  private final class Acceptance implements Journal.Receipt {

    private final RunBirth birth;
    private final @Nullable RunOwner owner;
    private final CompletableFuture<Boolean> durable = new CompletableFuture<>();

    /** The owner is null when the run waits for room. */
    Acceptance(RunBirth birth, @Nullable RunOwner owner) {
      this.birth = birth;
      this.owner = owner;
    }

    @Override
    public void committed() {
      Thread.startVirtualThread(this::begin);
    }

    // It is acknowledged first: letting others begin that wait before it may take long.
    private void begin() {
      if (owner == null) {
        runs.queue.addNew(new RunQueue.Queued(birth.id(), birth.scope().tenant()));
      }
      underWay.remove(birth.id());
      durable.complete(true);
      if (owner == null) {
        admission.admit();
      } else {
        owner.begin(List.of(new RunMessage.Begin()));
      }
    }

    @Override
    public void lost() {
      if (owner == null) {
        runs.queue.leaveLine(birth.scope().tenant());
      } else {
        runs.ended(owner);
      }
      underWay.remove(birth.id());
      durable.complete(false);
    }

    UUID await() {
      try {
        if (!durable.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw unavailable("the run could not be stored; try again");
        }
        return birth.id();
      } catch (TimeoutException | ExecutionException e) {
        throw unavailable("the run could not be stored in time; look for it before you try again");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unavailable("the server is closing; try again");
      }
    }
  }
}
