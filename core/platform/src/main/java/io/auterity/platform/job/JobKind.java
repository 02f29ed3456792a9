package io.auterity.platform.job;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.spi.Failure;
import java.time.Instant;
import java.util.List;

/**
 * A kind of background job: what it does in a turn, and what is left when it is given up. A part of
 * the product contributes it by {@code jobs()}, and adds jobs of it by {@link JobQueue#add}.
 */
public interface JobKind {

  /** The name under which its jobs are stored; it never changes. */
  String name();

  /**
   * Runs a turn of a job, outside of a transaction. No other turn of it runs meanwhile, as long as
   * it takes less than {@link JobRunner#LEASE}. A server that is killed during a turn leaves it to
   * another one, so that what a turn does twice comes to the same.
   *
   * @throws io.auterity.spi.CallFailedException when it is to be retried, as {@link #retry} says
   */
  JobTurn run(Job job);

  /** What follows a turn that threw something, also a defect. */
  default JobRetry retry(Job job, Failure failure, Instant now) {
    return JobRetry.usual(job, now);
  }

  /**
   * Ends the work of a job that is given up, in the transaction that deletes it; its row may be
   * gone, or nothing may be able to read it. What this throws is retried.
   *
   * @return what the tenant's audit log tells of it, written in the same transaction: at least one
   *     change
   */
  GivenUp giveUp(Transaction tx, Job job, Failure failure);

  /** Turns at one time in a process, of which one tenant has half. */
  default int turns() {
    return 16;
  }

  /**
   * Adds jobs for rows that a server of the version before this one stored. It is run each minute,
   * with the parameter {@code now}, as such servers may still run; until the next release.
   */
  default List<EngineStatement> former() {
    return List.of();
  }

  /** Entries of the audit log. */
  record GivenUp(AuditedAct act, List<AuditedChange> changes) {
    public GivenUp {
      changes = List.copyOf(changes);
      if (changes.isEmpty()) {
        throw new IllegalArgumentException("the audit log must be told something");
      }
    }
  }
}
