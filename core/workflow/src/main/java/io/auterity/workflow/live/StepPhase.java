package io.auterity.workflow.live;

import java.util.Locale;

/** The phase of a step, for those who watch. */
public enum StepPhase {
  QUEUED,
  RUNNING,
  /** Time passes, or a person is asked. */
  WAITING,
  SUCCEEDED,
  FAILED,
  /** Given up, or never reached because the run ended before. */
  SKIPPED;

  /** The word on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
