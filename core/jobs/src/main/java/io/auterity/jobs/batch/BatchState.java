package io.auterity.jobs.batch;

import java.util.Locale;

/** The state of a batch. */
public enum BatchState {
  /** Its lines are read. */
  VALIDATING,
  /** Its lines are asked. */
  IN_PROGRESS,
  /** Its results are put together. */
  FINALIZING,
  COMPLETED,
  /** Its lines could not be read, and none was asked. */
  FAILED,
  /** Its time was over before all lines were asked. */
  EXPIRED,
  /** No more lines are asked. */
  CANCELLING,
  CANCELLED;

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  public static BatchState ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  /** Whether nothing happens to it any more. */
  public boolean ended() {
    return switch (this) {
      case COMPLETED, FAILED, EXPIRED, CANCELLED -> true;
      case VALIDATING, IN_PROGRESS, FINALIZING, CANCELLING -> false;
    };
  }
}
