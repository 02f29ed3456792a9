package io.auterity.workflow.journal;

import io.auterity.platform.json.LowerCaseName;
import java.util.Locale;

/** The phase of a run, as its row tells. */
public enum RunPhase implements LowerCaseName {
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

  public static RunPhase ofWire(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
