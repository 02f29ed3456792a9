package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.workflow.graph.LimitKeys;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.NotedRunStore;
import io.auterity.workflow.store.RunStore;
import java.time.Instant;
import java.util.UUID;

/**
 * Runs that are there before they may begin, from the transaction that notes their start. Until
 * then one takes messages and a cancellation, and counts for no limit of its workflow.
 */
public final class NotedRuns {

  private final Database database;
  private final RunBirths births;
  private final Versions versions;
  private final RunLimits limits;
  private final RunArrivals arrivals;
  private final Time time;
  private final Runnable arrived;

  /** Runs of a database; {@code arrived} is called when one may begin. */
  NotedRuns(
      Database database,
      RunBirths births,
      Versions versions,
      RunLimits limits,
      RunArrivals arrivals,
      Time time,
      Runnable arrived) {
    this.database = database;
    this.births = births;
    this.versions = versions;
    this.limits = limits;
    this.arrivals = arrivals;
    this.time = time;
    this.arrived = arrived;
  }

  /**
   * Writes the row of a run that is to {@linkplain #begin begin} later, in the transaction that
   * notes its start: with that it is there, at any server, and can be sent messages. Nothing is
   * done where there is a run of that id.
   *
   * @param at when it was asked for, from when on it counts events
   * @throws InvalidInputException with every problem of its input
   * @throws CallFailedException {@code not_found}, {@code invalid}, {@code too_large}
   */
  public void note(Transaction tx, RunRequest request, UUID id, Instant at) {
    DeployedWorkflow deployed = births.deployed(request);
    RunBirth birth = births.of(request, deployed, id, at);
    versions.pin(tx, request.scope(), deployed, at);
    NotedRunStore.note(tx, birth.with(birth.labels(), LimitKeys.NONE));
  }

  /**
   * Lets a run begin, at any server, by the definition that it was noted with; when this returns,
   * that is durable. Where no row could be written with its start, it is now. Nothing is done where
   * it has begun or ended.
   *
   * @param request whose it is by now
   * @param at when it was asked for
   * @return its id
   * @throws InvalidInputException with every problem of its input
   * @throws CallFailedException as {@link #note}, and as its limits have it
   */
  public UUID begin(RunRequest request, UUID id, Instant at) {
    StoredRun noted =
        database.inTenant(
            request.scope(),
            tx ->
                RunStore.find(tx, id)
                    .or(
                        () -> {
                          note(tx, request, id, at);
                          return RunStore.find(tx, id);
                        })
                    .orElseThrow());
    if (noted.head().noted()) {
      letBegin(request, noted);
    }
    arrived.run();
    return id;
  }

  private void letBegin(RunRequest request, StoredRun noted) {
    Workflow workflow = versions.of(noted.birth());
    RunBirth birth = counted(request, noted.birth(), workflow);
    limits.require(birth, workflow);
    database.asEngine(EngineJob.JOURNAL, tx -> letBegin(tx, birth, workflow));
  }

  private RunBirth counted(RunRequest request, RunBirth noted, Workflow workflow) {
    RunBirth birth = noted.of(request.principal(), request.starter());
    return birth.with(birth.labels(), births.keys(request, birth, workflow));
  }

  private boolean letBegin(EngineTransaction tx, RunBirth birth, Workflow workflow) {
    Instant now = time.now();
    limits.requireRate(tx, birth, workflow, now);
    arrivals.requireRoom(tx, birth);
    boolean begins = NotedRunStore.letBegin(tx, birth, now);
    if (begins) {
      arrivals.add(tx, birth);
    }
    return begins;
  }

  /** Has a run wait for its beginning again that was {@linkplain #giveUp given up}. */
  public void again(TenantScope scope, UUID run) {
    database.asEngine(EngineJob.JOURNAL, tx -> NotedRunStore.again(tx, scope.tenant(), run));
  }

  /**
   * Takes a run back that was noted and cannot begin, where no caller was told of it; false where
   * it is not there, or was sent something.
   */
  public boolean forget(TenantScope scope, UUID run) {
    return database.asEngine(
        EngineJob.JOURNAL, tx -> NotedRunStore.forget(tx, scope.tenant(), run));
  }

  /**
   * Ends a run that was noted and cannot begin, until it is noted again.
   *
   * @param end {@code failed} or {@code cancelled}
   */
  public void giveUp(TenantScope scope, UUID run, RunPhase end, Failure why) {
    database.asEngine(
        EngineJob.JOURNAL,
        tx ->
            NotedRunStore.giveUp(
                tx, scope.tenant(), run, end, RunHead.failure(why, null), time.now()));
  }
}
