package io.auterity.workflow.bulk;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobTurn;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.query.RunBulk;
import io.auterity.workflow.query.RunBulk.Problem;
import io.auterity.workflow.query.RunBulk.Verb;
import io.auterity.workflow.store.RunBulkStore;
import io.auterity.workflow.store.RunBulkStore.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The job that carries out a bulk act, some runs in each turn. A run that is asked twice, as a
 * server ended meanwhile, is asked by the same message.
 */
public record RunBulkJob(Database database, WorkflowEngine engine, ChangeAudit audit, Time time)
    implements JobKind {

  /** Name of the kind. */
  public static final String NAME = "run.bulk";

  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:run.bulk");
  private static final int RUNS_A_TURN = 50;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JobTurn run(Job job) {
    UUID id = UUID.fromString(job.subject());
    Slice slice =
        database.inTenant(job.scope(), tx -> RunBulkStore.next(tx, id, RUNS_A_TURN)).orElse(null);
    if (slice == null) {
      return new JobTurn.Done();
    }
    List<Problem> problems = new ArrayList<>();
    for (UUID run : slice.runs()) {
      act(job.scope(), slice, id, run, problems);
    }
    boolean over = database.inTenant(job.scope(), tx -> moved(tx, id, slice, problems));
    return over ? new JobTurn.Done() : new JobTurn.Again(time.now());
  }

  private boolean moved(Transaction tx, UUID id, Slice slice, List<Problem> problems) {
    boolean over = RunBulkStore.moved(tx, id, slice, problems, time.now());
    Set<UUID> refused = problems.stream().map(Problem::run).collect(Collectors.toSet());
    AuditedAct act = new AuditedAct(slice.by(), "", slice.verb().action(), RunBulk.ID.write(id));
    audit.write(
        tx,
        act,
        slice.runs().stream()
            .filter(run -> !refused.contains(run))
            .map(run -> new AuditedChange("run/" + Invocation.RUN_ID.write(run), null, "asked"))
            .toList());
    return over;
  }

  // What a run refuses is told; where the database does not answer, the turn is made again.
  private void act(TenantScope scope, Slice slice, UUID id, UUID run, List<Problem> problems) {
    UUID message = UUID.nameUUIDFromBytes((id + "/" + run).getBytes(StandardCharsets.UTF_8));
    try {
      act(scope, slice.verb(), run, slice.by(), message);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.UNAVAILABLE) {
        throw e;
      }
      problems.add(new Problem(run, e.failure().message()));
    }
  }

  private void act(TenantScope scope, Verb verb, UUID run, Principal by, UUID message) {
    switch (verb) {
      case CANCEL -> engine.cancel(scope, run, by.name(), message);
      case PAUSE -> engine.pause(scope, run, by.name(), message);
      case RESUME -> engine.resume(scope, run, by.name(), message);
      case AGAIN -> engine.again().reopen(scope, run, null, null, by, message);
    }
  }

  @Override
  public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
    UUID id = UUID.fromString(job.subject());
    RunBulkStore.end(tx, id, "the server", time.now());
    return new GivenUp(
        ACT,
        List.of(
            new AuditedChange(
                "run/" + RunBulk.ID.write(id), "bulk", "given up: " + failure.message())));
  }
}
