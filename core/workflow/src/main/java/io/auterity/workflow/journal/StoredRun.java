package io.auterity.workflow.journal;

import java.time.Instant;
import java.util.Objects;

/**
 * A run's row.
 *
 * @param accepted since when its time counts
 */
public record StoredRun(RunBirth birth, RunHead head, Instant accepted) {
  public StoredRun {
    Objects.requireNonNull(birth);
    Objects.requireNonNull(head);
    Objects.requireNonNull(accepted);
  }

  /** One that was accepted when it was created. */
  public StoredRun(RunBirth birth, RunHead head) {
    this(birth, head, birth.created());
  }
}
