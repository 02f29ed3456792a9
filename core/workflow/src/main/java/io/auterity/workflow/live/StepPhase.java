package io.auterity.workflow.live;

import io.auterity.platform.json.LowerCaseName;

/** The phase of a step, for those who watch. */
public enum StepPhase implements LowerCaseName {
  QUEUED,
  RUNNING,
  /** Time passes, or a person is asked. */
  WAITING,
  SUCCEEDED,
  FAILED,
  /** Given up, or never reached because the run ended before. */
  SKIPPED
}
