package io.auterity.spi.ai;

/**
 * The state of a fine-tuning job ({@link Tuning}). The set grows: a switch over it has a default.
 */
public enum TuningState {
  /** The vendor looks at the examples. */
  VALIDATING,
  /** It waits for its turn. */
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether the job has ended. */
  public boolean ended() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
