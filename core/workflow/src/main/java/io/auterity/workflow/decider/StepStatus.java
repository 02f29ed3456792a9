package io.auterity.workflow.decider;

/** The status of one step of one scope. */
enum StepStatus {
  PENDING,
  /** Under way: computed, called, or its inner steps are. */
  STARTED,
  /** A call that must not happen twice is under way. */
  DISPATCHED,
  /** Time passes. */
  WAITING,
  /** Will be tried again. */
  RETRYING,
  IN_DOUBT,
  /** Waits for the end of the run that it started. */
  AWAITING,
  /** Waits for messages. */
  ASKED,
  DONE,
  FAILED,
  /** Given up because something around it failed. */
  STOPPED;

  /** Whether its scope waits for it. */
  boolean active() {
    return switch (this) {
      case STARTED, DISPATCHED, WAITING, RETRYING, IN_DOUBT, AWAITING, ASKED -> true;
      case PENDING, DONE, FAILED, STOPPED -> false;
    };
  }

  /** Whether nothing but time, a person or a message holds it. */
  boolean idle() {
    return this == WAITING
        || this == RETRYING
        || this == IN_DOUBT
        || this == AWAITING
        || this == ASKED;
  }
}
