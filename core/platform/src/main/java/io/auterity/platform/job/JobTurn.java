package io.auterity.platform.job;

import io.auterity.spi.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of a turn of a {@link Job}. */
public sealed interface JobTurn {

  /** Nothing is left to be done: the job is deleted. */
  record Done() implements JobTurn {}

  /**
   * There is more to do.
   *
   * @param due when
   * @param progress what is noted until then; null for nothing
   */
  record Again(Instant due, @Nullable String progress) implements JobTurn {

    /** One that notes nothing. */
    public Again(Instant due) {
      this(due, null);
    }
  }

  /** It failed: the job is retried or given up. */
  record Failed(Failure failure, JobRetry retry) implements JobTurn {}
}
