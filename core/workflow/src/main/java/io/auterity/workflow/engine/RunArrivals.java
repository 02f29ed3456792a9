package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.WorkflowEngine.AttachedRun;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.JournalStore;
import io.auterity.workflow.store.RunArrivalStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The acceptance of runs at a server that does not carry them on, or whose starts are counted:
 * stores them as queued, for the server that carries them on.
 */
record RunArrivals(Database database, RunBirths births, Versions versions, RunLimits limits) {

  private static final int PAGE = 1_000;

  /**
   * Accepts a run under an id, unless there is one by that id; when this returns, it is durable.
   *
   * @throws CallFailedException {@code rate_limited} when as many of its tenant wait as may
   */
  UUID submit(RunRequest request, UUID id) {
    if (births.exist(request.scope(), id)) {
      return id;
    }
    DeployedWorkflow deployed = births.deployed(request);
    RunBirth birth = births.of(request, deployed, id);
    limits.require(birth, deployed.workflow());
    versions.pin(request.scope(), deployed, birth.created());
    return store(birth, deployed.workflow());
  }

  /** As {@link WorkflowEngine#attach}. */
  AttachedRun attach(RunRequest request, UUID id) {
    if (births.exist(request.scope(), id)) {
      return new AttachedRun(id, false);
    }
    DeployedWorkflow deployed = births.deployed(request);
    RunBirth birth = births.of(request, deployed, id);
    Optional<AttachedRun> unfinished = unfinished(birth);
    if (unfinished.isPresent()) {
      return unfinished.get();
    }
    try {
      limits.require(birth, deployed.workflow());
    } catch (CallFailedException e) {
      // It may be the run to attach to, which began meanwhile, that leaves no room for another.
      return unfinished(birth).orElseThrow(() -> e);
    }
    versions.pin(request.scope(), deployed, birth.created());
    return database.asEngine(EngineJob.JOURNAL, tx -> attached(tx, birth, deployed.workflow()));
  }

  private Optional<AttachedRun> unfinished(RunBirth birth) {
    return database.asEngine(EngineJob.JOURNAL, tx -> unfinished(tx, birth));
  }

  private static Optional<AttachedRun> unfinished(EngineTransaction tx, RunBirth birth) {
    return RunArrivalStore.unfinishedSame(tx, birth).map(run -> new AttachedRun(run, true));
  }

  private AttachedRun attached(EngineTransaction tx, RunBirth birth, Workflow workflow) {
    RunArrivalStore.lockSame(tx, birth);
    return unfinished(tx, birth)
        .orElseGet(() -> new AttachedRun(stored(tx, birth, workflow), false));
  }

  /**
   * Stores a run that is checked, unless there is one of its id. That it is not one too many of its
   * workflow's rate is found out in the same transaction.
   *
   * @throws CallFailedException {@code rate_limited}
   */
  UUID store(RunBirth birth, Workflow workflow) {
    return database.asEngine(EngineJob.JOURNAL, tx -> stored(tx, birth, workflow));
  }

  private UUID stored(EngineTransaction tx, RunBirth birth, Workflow workflow) {
    limits.requireRate(tx, birth, workflow, birth.created());
    requireRoom(tx, birth);
    if (JournalStore.insert(tx, JournalEntry.of(birth, RunPhase.QUEUED))) {
      add(tx, birth);
    }
    return birth.id();
  }

  /**
   * Refuses a run that is about to be stored, when as many of its tenant wait as may.
   *
   * @throws CallFailedException {@code rate_limited}
   */
  void requireRoom(EngineTransaction tx, RunBirth birth) {
    if (RunArrivalStore.full(tx, birth.scope().tenant())) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED,
          ("%d new runs of this tenant wait for the server that carries them on; try again when"
                  + " some have begun")
              .formatted(RunArrivalStore.MOST));
    }
  }

  /** Leaves a stored run to the server that carries runs on, which is told with the commit. */
  void add(EngineTransaction tx, RunBirth birth) {
    RunArrivalStore.add(tx, birth.id(), birth.scope().tenant());
  }

  /** Takes some that this server is to carry on. */
  List<RunQueue.Queued> take(long epoch) {
    return database
        .asEngine(EngineJob.JOURNAL, tx -> RunArrivalStore.take(tx, epoch, PAGE))
        .stream()
        .map(arrival -> new RunQueue.Queued(arrival.run(), arrival.tenant()))
        .toList();
  }
}
