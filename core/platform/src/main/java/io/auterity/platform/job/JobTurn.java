package io.auterity.platform.job;

import io.auterity.spi.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of a turn of a {@link Job}. */
public sealed interface JobTurn {

  /** Nothing is left to be done: the job is deleted. */
  record Done() implements JobTurn {}

  /**
   * The turn did something, and there is more to do. It ends a row of failures.
   *
   * @param due when
   * @param progress what is noted until then, at most {@link #LONGEST_PROGRESS} characters; null
   *     for nothing
   */
  record Again(Instant due, @Nullable String progress) implements JobTurn {

    public static final int LONGEST_PROGRESS = 4_096;

    public Again {
      if (progress != null && progress.length() > LONGEST_PROGRESS) {
        throw new IllegalArgumentException(
            "progress has %d characters, at most %d are kept"
                .formatted(progress.length(), LONGEST_PROGRESS));
      }
    }

    /** One that notes nothing. */
    public Again(Instant due) {
      this(due, null);
    }
  }

  /**
   * The turn did nothing, as something else keeps the job for now: its failures and its progress
   * stay as they are.
   */
  record Later(Instant due) implements JobTurn {}

  /** It failed: the job is retried or given up. */
  record Failed(Failure failure, JobRetry retry) implements JobTurn {}
}
