package io.auterity.jobs.batch;

import java.util.Locale;

/** The state of a line of a batch. */
public enum LineState {
  WAITING,
  SUCCEEDED,
  /** It was asked, and the answer is an error. */
  FAILED,
  /** It was not asked, for its batch was cancelled. */
  CANCELLED,
  /** It was not asked, for the time of its batch was over. */
  EXPIRED;

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  public static LineState ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
