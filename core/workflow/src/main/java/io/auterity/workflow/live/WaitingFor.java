package io.auterity.workflow.live;

/** The reason why an execution of a step waits. */
public enum WaitingFor {
  /** The end of a wait. */
  TIME("waiting"),
  /** The next attempt of a call that failed. */
  RETRY("retrying"),
  /** A person, who says the outcome of a call in doubt. */
  ANSWER("in_doubt"),
  /** The end of the run that the step has started. */
  RUN("child_begun"),
  /** A message to the run, e.g. a signal. */
  MESSAGE("asking");

  private final String change;

  WaitingFor(String change) {
    this.change = change;
  }

  /** The word for those who watch. */
  String change() {
    return change;
  }
}
