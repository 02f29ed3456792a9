package io.auterity.platform.job;

import io.auterity.platform.time.Backoff;
import java.time.Duration;
import java.time.Instant;

/**
 * The decision about a {@link Job} whose turn failed.
 *
 * @param failures how often in a row it has failed with this one
 * @param due when it is tried again
 * @param over whether it is given up instead
 */
public record JobRetry(int failures, Instant due, boolean over) {

  /** How long a job fails before it is given up by {@link #usual}. */
  public static final Duration GIVEN_UP = Duration.ofDays(7);

  /** How often in a row it must have failed by then, since a server may have stood still. */
  public static final int FEWEST = 10;

  private static final Backoff PAUSES = new Backoff(Duration.ofMinutes(1), Duration.ofHours(6));

  /** The usual one: after a minute, twice that each time, at most six hours, for a week. */
  public static JobRetry usual(Job job, Instant now) {
    JobRetry retry = within(job, now, PAUSES, GIVEN_UP);
    return new JobRetry(retry.failures, retry.due, retry.over && retry.failures >= FEWEST);
  }

  /** Another one, which is given up when the job has failed for so long. */
  public static JobRetry within(Job job, Instant now, Backoff pauses, Duration longest) {
    Instant since = job.failing();
    return new JobRetry(
        job.failures() + 1,
        now.plus(pauses.after(job.failures())),
        since != null && since.plus(longest).isBefore(now));
  }
}
