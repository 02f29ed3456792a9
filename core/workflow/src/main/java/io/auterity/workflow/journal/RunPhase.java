package io.auterity.workflow.journal;

import java.util.Locale;

/** The phase of a run, as its row tells. */
public enum RunPhase {
  /** Accepted; begins when there is room. */
  QUEUED,
  RUNNING,
  /** Only time or a person moves it on. */
  WAITING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public boolean over() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** The word in rows and on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static RunPhase ofWire(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
