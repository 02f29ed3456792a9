package io.auterity.server.runs;

import org.jspecify.annotations.Nullable;

/**
 * A request to end a stalled run.
 *
 * @param reason why, in the words of the caller who ends it; kept with the run
 * @param as what it counts as; failed when absent
 */
public record RunEnd(String reason, @Nullable EndedAs as) {

  /** What a run counts as that a person has ended. */
  public enum EndedAs {
    FAILED,
    CANCELLED
  }

  boolean cancelled() {
    return as == EndedAs.CANCELLED;
  }
}
