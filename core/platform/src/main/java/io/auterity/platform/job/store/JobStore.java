package io.auterity.platform.job.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of background jobs. */
public final class JobStore {

  // Of a lane, those that run count first; then each tenant gets a turn before any gets two. Each
  // step is materialized: statistics do not know how many are due by now.
  private static final EngineStatement CLAIM_JOBS =
      new EngineStatement(
          "CLAIM_JOBS",
          EngineJob.JOBS,
          """
          with lanes as materialized (
            select tenant, subject, due, coalesce(lease_owner = :me, false) as mine,
              row_number() over (partition by tenant, lane
                order by coalesce(lease_owner = :me, false) desc, due) as place
            from job
            where kind = :kind and (due <= :now or lease_owner = :me)
              and (lease_until is null or lease_until < now() or lease_owner = :me)),
          turns as materialized (
            select tenant, subject, due, row_number() over (partition by tenant
              order by mine desc, place, due) as turn
            from lanes where place <= :share),
          first as materialized (
            select tenant, subject, turn, due from turns where turn <= :ofOne
            order by turn, due limit 4 * :limit),
          claimed as materialized (
            select j.tenant, j.subject
            from first join job j on j.tenant = first.tenant and j.kind = :kind
              and j.subject = first.subject
            where j.due <= :now and (j.lease_until is null or j.lease_until < now())
            order by first.turn, first.due limit :limit for update of j skip locked)
          update job set lease = gen_random_uuid(), lease_owner = :me,
            lease_until = now() + :seconds * interval '1 second'
          from claimed
          where job.kind = :kind and job.tenant = claimed.tenant and job.subject = claimed.subject
          returning job.tenant, job.kind, job.subject, job.lane, job.failures, job.failing,
            job.progress, job.lease, job.revision
          """);

  private static final EngineStatement FREE_JOBS =
      new EngineStatement(
          "FREE_JOBS",
          EngineJob.JOBS,
          "update job set lease_owner = null, lease_until = null where lease_owner = :me");

  private static final EngineStatement DUE_JOBS =
      new EngineStatement(
          "DUE_JOBS",
          EngineJob.JOBS,
          """
          select count(*) from job where kind = :kind and due <= :now
            and (lease_until is null or lease_until < now())
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(CLAIM_JOBS, FREE_JOBS, DUE_JOBS);

  /** Adds a job, or has one that is there be due. */
  public void add(
      Transaction tx, String kind, String subject, String lane, Instant due, Instant now) {
    tx.update(
            """
            insert into job (tenant, kind, subject, lane, due, added)
            values (current_tenant(), :kind, :subject, :lane, :due, :now)
            on conflict (tenant, kind, subject) do update
              set due = excluded.due, lane = excluded.lane, failures = 0, failing = null,
                revision = job.revision + 1
            """)
        .bind("kind", kind)
        .bind("subject", subject)
        .bind("lane", lane)
        .bind("due", due)
        .bind("now", now)
        .execute();
  }

  /** Deletes a job. */
  public void delete(Transaction tx, String kind, String subject) {
    tx.update(
            """
            delete from job where tenant = current_tenant() and kind = :kind and subject = :subject
            """)
        .bind("kind", kind)
        .bind("subject", subject)
        .execute();
  }

  /** How many jobs of the same lane were added after one. */
  public int younger(Transaction tx, Job job) {
    return tx.query(
            """
            select count(*) from job younger
            join job one on one.kind = younger.kind and one.lane = younger.lane
            where younger.tenant = current_tenant() and one.tenant = current_tenant()
              and one.kind = :kind and one.subject = :subject
              and (younger.added, younger.subject) > (one.added, one.subject)
            """)
        .bind("kind", job.kind())
        .bind("subject", job.subject())
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Takes the lease of due jobs that no server holds.
   *
   * @param share how many of one lane a server runs at most
   * @param ofOne how many of one tenant
   */
  public List<Job> claim(
      EngineTransaction tx,
      UUID me,
      String kind,
      int limit,
      int share,
      int ofOne,
      Duration lease,
      Instant now) {
    return tx.query(CLAIM_JOBS)
        .bind("me", me)
        .bind("kind", kind)
        .bind("limit", limit)
        .bind("share", share)
        .bind("ofOne", ofOne)
        .bind("seconds", lease.toSeconds())
        .bind("now", now)
        .map((row, context) -> job(row))
        .list();
  }

  /** Gives all leases of a server back. */
  public int free(EngineTransaction tx, UUID me) {
    return tx.update(FREE_JOBS).bind("me", me).execute();
  }

  /** How many jobs of a kind are due that no server runs. */
  public long due(EngineTransaction tx, String kind, Instant now) {
    return tx.query(DUE_JOBS).bind("kind", kind).bind("now", now).mapTo(Long.class).one();
  }

  /** Adds jobs for rows that a server of the version before this one stored. */
  public int adopt(EngineTransaction tx, EngineStatement former, Instant now) {
    return tx.update(former).bind("now", now).execute();
  }

  /**
   * Deletes a job whose turn has ended it, unless it was added again during the turn.
   *
   * @return whether it was deleted
   */
  public boolean done(Transaction tx, Job job) {
    return claimed(
                tx.update(
                    """
                    delete from job where tenant = current_tenant() and kind = :kind
                      and subject = :subject and lease = :lease and revision = :revision
                    """),
                job)
            .bind("revision", job.claim().revision())
            .execute()
        > 0;
  }

  /**
   * Has a job be due again, and gives its lease back, unless it was added again during the turn.
   *
   * @param failing since when it has failed; null when its turn did not
   * @return whether it is due then
   */
  public boolean again(
      Transaction tx,
      Job job,
      Instant due,
      int failures,
      @Nullable Instant failing,
      @Nullable String progress) {
    return claimed(
                tx.update(
                    """
                    update job set due = :due, failures = :failures, failing = :failing,
                      progress = :progress, lease_owner = null, lease_until = null
                    where tenant = current_tenant() and kind = :kind and subject = :subject
                      and lease = :lease and revision = :revision
                    """),
                job)
            .bind("revision", job.claim().revision())
            .bind("due", due)
            .bind("failures", failures)
            .bind("failing", failing)
            .bind("progress", progress)
            .execute()
        > 0;
  }

  /** Gives the lease of a job back that was added again during the turn. */
  public void free(Transaction tx, Job job) {
    claimed(
            tx.update(
                """
                update job set lease_owner = null, lease_until = null
                where tenant = current_tenant() and kind = :kind and subject = :subject
                  and lease = :lease
                """),
            job)
        .execute();
  }

  private static Update claimed(Update change, Job job) {
    return change
        .bind("kind", job.kind())
        .bind("subject", job.subject())
        .bind("lease", job.claim().lease());
  }

  private static Job job(ResultSet row) throws SQLException {
    OffsetDateTime failing = row.getObject("failing", OffsetDateTime.class);
    return new Job(
        TenantScope.recovered(row.getObject("tenant", UUID.class)),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("lane"),
        row.getInt("failures"),
        failing == null ? null : failing.toInstant(),
        row.getString("progress"),
        new Job.Claim(row.getObject("lease", UUID.class), row.getInt("revision")));
  }
}
