package io.auterity.workflow.decider;

/**
 * The end of an execution of a step that follows from the events of others: no event tells of it.
 *
 * @param how it ended
 */
public record UntoldEnd(StepKey step, How how) {

  /** Ways to end. */
  public enum How {
    DONE,
    FAILED,
    /** Given up because something around it failed, or since it is no longer needed. */
    GIVEN_UP
  }
}
