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

  /** The same run as it was when it had not begun, or had, and was accepted then. */
  public StoredRun at(boolean begun, Instant then) {
    RunPhase phase = begun ? RunPhase.RUNNING : RunPhase.QUEUED;
    return new StoredRun(
        birth, RunHead.going(birth.id(), phase, null, null, head.round(), null), then);
  }
}
