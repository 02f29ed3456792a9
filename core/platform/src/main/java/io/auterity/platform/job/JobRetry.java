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
    Instant since = job.failing();
    boolean over =
        since != null && since.plus(GIVEN_UP).isBefore(now) && job.failures() + 1 >= FEWEST;
    return new JobRetry(job.failures() + 1, now.plus(PAUSES.after(job.failures())), over);
  }
}
