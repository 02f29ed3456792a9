package io.auterity.platform.job;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.job.store.JobStore;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The queue of background jobs: where parts add theirs, in the transaction of what they are for.
 */
public final class JobQueue {

  private final JobStore store = new JobStore();
  private final Semaphore bell = new Semaphore(0);
  private final Time time;

  public JobQueue(Time time) {
    this.time = time;
  }

  /**
   * Adds a job of the transaction's tenant. One that is there already is due then, as if it had not
   * failed yet; what it noted stays.
   *
   * @param kind the name of its kind
   * @param subject the id of the row that it works on
   * @param lane as {@link Job} has it
   */
  public void add(Transaction tx, String kind, String subject, String lane, Instant due) {
    Instant now = time.now();
    store.add(tx, kind, subject, lane, due, now);
    if (!due.isAfter(now)) {
      tx.afterCommit(this::ring);
    }
  }

  /** Deletes a job, if it is there; a turn that is under way ends in nothing. */
  public void end(Transaction tx, String kind, String subject) {
    store.delete(tx, kind, subject);
  }

  /** How many jobs of the same lane were added after this one. */
  public int younger(Transaction tx, Job job) {
    return store.younger(tx, job);
  }

  /** Has the runner of this process look for due jobs at once. */
  void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** Waits until {@link #ring}, at most so long. */
  void await(Duration longest) throws InterruptedException {
    if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }
}
