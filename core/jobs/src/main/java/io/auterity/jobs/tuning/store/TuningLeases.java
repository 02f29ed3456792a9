package io.auterity.jobs.tuning.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Leases of tunings in their own rows, by which servers of the version before background jobs
 * follow them: until the next release.
 */
final class TuningLeases {

  static final EngineStatement FORMER_TUNINGS =
      new EngineStatement(
          "FORMER_TUNINGS",
          EngineJob.JOBS,
          """
          insert into job (tenant, kind, subject, lane, due, failures, added)
          select tenant, 'tuning', id::text, coalesce(provider, ''), due, failures, :now
          from ai_tuning t where settled is null and not exists (
            select from job j
            where j.tenant = t.tenant and j.kind = 'tuning' and j.subject = t.id::text)
          order by tenant, id on conflict do nothing
          """);

  /** When a job is looked at again that a server of the version before this one has. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** As {@link TuningTable#lease}. */
  Optional<Instant> take(Transaction tx, UUID id, UUID owner, Instant now) {
    int taken =
        tx.update(
                """
                update ai_tuning set lease_owner = :me,
                  lease_until = now() + :seconds * interval '1 second'
                where tenant = current_tenant() and id = :id and due <= :now
                  and (lease_until is null or lease_until < now() or lease_owner = :me)
                """)
            .bind("me", owner)
            .bind("seconds", JobRunner.LEASE.toSeconds())
            .bind("id", id)
            .bind("now", now)
            .execute();
    return taken > 0 ? Optional.empty() : putOff(tx, id, now);
  }

  private static Optional<Instant> putOff(Transaction tx, UUID id, Instant now) {
    return tx.query(
            """
            select greatest(due, :next) from ai_tuning
            where tenant = current_tenant() and id = :id and settled is null
            """)
        .bind("id", id)
        .bind("next", now.plus(LOOK_AGAIN))
        .mapTo(Instant.class)
        .findOne();
  }

  /** As {@link TuningTable#release}. */
  int release(Transaction tx, UUID id, UUID owner, Instant due, int failures) {
    return tx.update(
            """
            update ai_tuning set due = :due, failures = :failures, lease_owner = null,
              lease_until = null
            where tenant = current_tenant() and id = :id and lease_owner = :me
            """)
        .bind("due", due)
        .bind("failures", failures)
        .bind("id", id)
        .bind("me", owner)
        .execute();
  }
}
