package io.auterity.platform.job;

import io.auterity.platform.database.Transaction;
import io.auterity.spi.Failure;
import java.time.Instant;

/** A kind that takes nothing over from the version before, so that a test sees what is added. */
public record PresentJobs(JobKind kind) implements JobKind {

  @Override
  public String name() {
    return kind.name();
  }

  @Override
  public JobTurn run(Job job) {
    return kind.run(job);
  }

  @Override
  public JobRetry retry(Job job, Failure failure, Instant now) {
    return kind.retry(job, failure, now);
  }

  @Override
  public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
    return kind.giveUp(tx, job, failure);
  }

  @Override
  public int turns() {
    return kind.turns();
  }
}
