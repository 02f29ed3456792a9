package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Stores runs before they may begin: each is queued, due never, and counts for no limit. One that
 * is given up stays due never, so that it is known for one that can still begin.
 */
public final class NotedRunStore {

  private static final EngineStatement LET_RUN_BEGIN =
      new EngineStatement(
          "LET_RUN_BEGIN",
          EngineJob.JOURNAL,
          """
          update run set principal = :principal, principal_name = :principal_name,
            principal_type = :principal_type, limit_key = :runs, start_key = :starts, settle_key = :settle,
            starter = cast(:starter as uuid), starter_name = :starter_name,
            starter_type = :starter_type,
            state = 'queued', due = null, accepted = :accepted,
            started = null, finished = null, failure = null
          where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
            and (state = 'queued' or finished is not null)
          """);

  private static final EngineStatement GIVE_RUN_UP =
      new EngineStatement(
          "GIVE_RUN_UP",
          EngineJob.JOURNAL,
          """
          update run set state = :state, failure = :failure, started = :at, finished = :at
          where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
            and state = 'queued'
          """);

  private static final EngineStatement NOTE_RUN_AGAIN =
      new EngineStatement(
          "NOTE_RUN_AGAIN",
          EngineJob.JOURNAL,
          """
          update run set state = 'queued', failure = null, started = null, finished = null
          where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
            and finished is not null
          """);

  private static final EngineStatement FORGET_NOTED_RUN =
      new EngineStatement(
          "FORGET_NOTED_RUN",
          EngineJob.JOURNAL,
          """
          delete from run
          where id = :id and tenant = :tenant and due = '9999-12-31 00:00:00+00'
            and state = 'queued' and not exists (
              select from run_inbox i where i.tenant = run.tenant and i.run = run.id)
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(LET_RUN_BEGIN, GIVE_RUN_UP, NOTE_RUN_AGAIN, FORGET_NOTED_RUN);

  /** Writes the row of a run that may not begin yet, unless there is one of its id. */
  public static void note(Transaction tx, RunBirth run) {
    tx.update(
            """
            insert into run (
              id, tenant, born, workflow, version, definition_digest, input_digest,
              principal, principal_name, principal_type, door, labels, state, created, due,
              input, engine, descent, starter, starter_name, starter_type, address, carrier)
            values (
              :id, current_tenant(), :born, :workflow, :version, :definition, :digest,
              :principal, :principal_name, :principal_type, :door, :labels, 'queued', :created,
              :due, :input, :engine, :descent, :starter, :starter_name, :starter_type, :address, :carrier)
            on conflict do nothing
            """)
        .bind("id", run.id())
        .bind("born", run.born())
        .bind("workflow", run.workflow())
        .bind("version", run.version())
        .bind("definition", run.definition().bytes())
        .bind("digest", run.digest().bytes())
        .bindMap(PrincipalColumns.values("principal", run.principal()))
        .bind("door", run.door())
        .bind("labels", RunRows.labels(run.labels()))
        .bind("created", run.created())
        .bind("due", RunHead.NEVER)
        .bind("input", run.input().array())
        .bind("engine", run.engine())
        .bind("descent", run.descent().stored())
        .bindMap(PrincipalColumns.values("starter", run.starter()))
        .bind("address", run.address())
        .bind("carrier", run.carrier())
        .execute();
  }

  /**
   * Lets one begin that was noted, or given up, for its principal and starter of now and counted by
   * its keys; false when it has begun or ended.
   *
   * @param accepted when that is
   */
  public static boolean letBegin(EngineTransaction tx, RunBirth run, Instant accepted) {
    return tx.update(LET_RUN_BEGIN)
            .bind("id", run.id())
            .bind("tenant", run.scope().tenant())
            .bindMap(PrincipalColumns.values("principal", run.principal()))
            .bind("runs", run.limitKeys().runs())
            .bind("starts", run.limitKeys().starts())
            .bind("settle", run.limitKeys().settle())
            .bindMap(PrincipalColumns.values("starter", run.starter()))
            .bind("accepted", accepted)
            .execute()
        > 0;
  }

  /** Ends one that was noted and is not to begin; nothing where it has begun. */
  public static int giveUp(
      EngineTransaction tx, UUID tenant, UUID run, RunPhase end, StoredJson failure, Instant at) {
    return tx.update(GIVE_RUN_UP)
        .bind("id", run)
        .bind("tenant", tenant)
        .bind("state", end.wire())
        .bind("failure", failure.array())
        .bind("at", at)
        .execute();
  }

  /** Has one that was given up wait again. */
  public static int again(EngineTransaction tx, UUID tenant, UUID run) {
    return tx.update(NOTE_RUN_AGAIN).bind("id", run).bind("tenant", tenant).execute();
  }

  /** Takes one back that was noted and has not begun; false where it was sent something. */
  public static boolean forget(EngineTransaction tx, UUID tenant, UUID run) {
    return tx.update(FORGET_NOTED_RUN).bind("id", run).bind("tenant", tenant).execute() > 0;
  }

  private NotedRunStore() {}
}
