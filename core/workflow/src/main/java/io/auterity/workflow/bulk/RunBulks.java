package io.auterity.workflow.bulk;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.query.RunBulk;
import io.auterity.workflow.query.RunBulk.Verb;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.store.RunBulkStore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts and stops bulk acts, and tells how far they are. */
public record RunBulks(Database database, JobQueue jobs, ChangeAudit audit, Ids ids, Time time) {

  /**
   * Starts a bulk act for the runs that a query finds now and that the verb fits.
   *
   * @param query its limit, order and cursor do not matter
   * @param act by which it is asked for, as the audit log tells of it
   * @throws CallFailedException {@code too_large} when there are too many of them; {@code
   *     rate_limited} when too many are under way
   */
  public RunBulk start(TenantScope scope, RunQuery query, Verb verb, AuditedAct act) {
    UUID id = ids.next();
    return database.inTenant(
        scope,
        tx -> {
          RunBulkStore.forget(tx, time.now().minus(RunBulk.KEPT));
          requireRoom(tx);
          List<UUID> runs = RunBulkStore.runs(tx, query, verb, RunBulk.MOST + 1);
          if (runs.size() > RunBulk.MOST) {
            throw new CallFailedException(
                FailureCode.TOO_LARGE,
                "more than %,d runs are found: narrow the query".formatted(RunBulk.MOST));
          }
          RunBulkStore.add(tx, id, verb, act.who(), runs, time.now());
          jobs.add(tx, RunBulkJob.NAME, id.toString(), "", time.now());
          RunBulk added = RunBulkStore.find(tx, id).orElseThrow();
          audit.write(
              tx, act, change(id, null, "%s of %d runs".formatted(verb.wire(), runs.size())));
          return added;
        });
  }

  private static void requireRoom(Transaction tx) {
    if (RunBulkStore.underWay(tx) >= RunBulk.MOST_AT_ONCE) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED,
          "%d bulk acts are under way; try again when one is over".formatted(RunBulk.MOST_AT_ONCE));
    }
  }

  private static AuditedChange change(UUID id, @Nullable String before, String after) {
    return new AuditedChange("run/" + RunBulk.ID.write(id), before, after);
  }

  /**
   * A bulk act.
   *
   * @throws CallFailedException {@code not_found}
   */
  public RunBulk get(TenantScope scope, UUID id) {
    return database
        .inTenant(scope, tx -> RunBulkStore.find(tx, id))
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no bulk act %s".formatted(RunBulk.ID.write(id))));
  }

  /**
   * Stops a bulk act; the runs that have had their turn stay as they are. One that is over stays
   * so.
   *
   * @throws CallFailedException {@code not_found}
   */
  public RunBulk stop(TenantScope scope, UUID id, AuditedAct act) {
    RunBulk before = get(scope, id);
    database.inTenant(
        scope,
        tx -> {
          RunBulkStore.end(tx, id, act.who().name(), time.now());
          jobs.end(tx, RunBulkJob.NAME, id.toString());
          audit.write(tx, act, change(id, before.verb().wire(), "stopped"));
          return id;
        });
    return get(scope, id);
  }
}
