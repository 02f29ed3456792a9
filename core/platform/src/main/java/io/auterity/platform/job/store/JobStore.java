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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of background jobs. */
public final class JobStore {

  // Of a lane, those that run count first; then each tenant gets a turn before any gets two.
  private static final EngineStatement CLAIM_JOBS =
      new EngineStatement(
          "CLAIM_JOBS",
          EngineJob.JOBS,
          """
          update job set lease_owner = :me, lease_until = now() + :seconds * interval '1 second'
          where (tenant, kind, subject) in (
            select j.tenant, j.kind, j.subject from job j join (
              select tenant, kind, subject, row_number() over (partition by tenant
                order by mine desc, place, due) as turn
              from (
                select tenant, kind, subject, due, coalesce(lease_owner = :me, false) as mine,
                  row_number() over (partition by tenant, kind, lane
                    order by coalesce(lease_owner = :me, false) desc, due) as place
                from job
                where kind = any(:kinds) and (due <= :now or lease_owner = :me)
                  and (lease_until is null or lease_until < now() or lease_owner = :me)) lanes
              where place <= :share) turns using (tenant, kind, subject)
            where j.due <= :now and (j.lease_until is null or j.lease_until < now())
            order by turn, j.due limit :limit for update of j skip locked)
          returning tenant, kind, subject, lane, failures, added, progress, revision
          """);

  private static final EngineStatement DUE_JOBS =
      new EngineStatement(
          "DUE_JOBS",
          EngineJob.JOBS,
          """
          select kind, count(*) from job
          where due <= :now and (lease_until is null or lease_until < now()) group by kind
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(CLAIM_JOBS, DUE_JOBS);

  /** Adds a job, or has one that is there be due. */
  public void add(
      Transaction tx, String kind, String subject, String lane, Instant due, Instant now) {
    tx.update(
            """
            insert into job (tenant, kind, subject, lane, due, added)
            values (current_tenant(), :kind, :subject, :lane, :due, :now)
            on conflict (tenant, kind, subject) do update
              set due = excluded.due, lane = excluded.lane, failures = 0, revision = job.revision + 1
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
            select count(*) from job where tenant = current_tenant() and kind = :kind
              and lane = :lane and (added, subject) > (:added, :subject)
            """)
        .bind("kind", job.kind())
        .bind("lane", job.lane())
        .bind("added", job.added())
        .bind("subject", job.subject())
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Takes the lease of due jobs that no server holds.
   *
   * @param share how many of one lane a server runs at most
   */
  public List<Job> claim(
      EngineTransaction tx,
      UUID me,
      Set<String> kinds,
      int limit,
      int share,
      Duration lease,
      Instant now) {
    return tx.query(CLAIM_JOBS)
        .bind("me", me)
        .bindArray("kinds", String.class, kinds)
        .bind("limit", limit)
        .bind("share", share)
        .bind("seconds", lease.toSeconds())
        .bind("now", now)
        .map((row, context) -> job(row))
        .list();
  }

  /** How many jobs are due that no server runs, by kind. */
  public Map<String, Long> due(EngineTransaction tx, Instant now) {
    Map<String, Long> due = new TreeMap<>();
    tx.query(DUE_JOBS)
        .bind("now", now)
        .map((row, context) -> due.put(row.getString(1), row.getLong(2)))
        .list();
    return due;
  }

  /**
   * Deletes a job whose turn says that it is done. One that was added again during the turn stays
   * as it was added, and gives its lease back.
   */
  public void done(Transaction tx, Job job, UUID me) {
    Update seen =
        tx.update(
            """
            delete from job where tenant = current_tenant() and kind = :kind
              and subject = :subject and lease_owner = :me and revision = :revision
            """);
    end(tx, job, me, seen);
  }

  /** The same of one that has a turn again. */
  public void again(
      Transaction tx, Job job, UUID me, Instant due, @Nullable String progress, int failures) {
    Update seen =
        tx.update(
                """
                update job set due = :due, failures = :failures, progress = :progress,
                  lease_owner = null, lease_until = null
                where tenant = current_tenant() and kind = :kind and subject = :subject
                  and lease_owner = :me and revision = :revision
                """)
            .bind("due", due)
            .bind("failures", failures)
            .bind("progress", progress);
    end(tx, job, me, seen);
  }

  private static void end(Transaction tx, Job job, UUID me, Update seen) {
    if (mine(seen, job, me).bind("revision", job.revision()).execute() == 0) {
      Update free =
          tx.update(
              """
              update job set lease_owner = null, lease_until = null
              where tenant = current_tenant() and kind = :kind and subject = :subject
                and lease_owner = :me
              """);
      mine(free, job, me).execute();
    }
  }

  private static Update mine(Update change, Job job, UUID me) {
    return change.bind("kind", job.kind()).bind("subject", job.subject()).bind("me", me);
  }

  /** Adds jobs for rows that a server of the version before this one stored. */
  public void adopt(EngineTransaction tx, EngineStatement former, Instant now) {
    tx.update(former).bind("now", now).execute();
  }

  private static Job job(ResultSet row) throws SQLException {
    return new Job(
        TenantScope.recovered(row.getObject("tenant", UUID.class)),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("lane"),
        row.getInt("failures"),
        row.getObject("added", OffsetDateTime.class).toInstant(),
        row.getString("progress"),
        row.getInt("revision"));
  }
}
