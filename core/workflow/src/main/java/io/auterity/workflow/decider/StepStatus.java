package io.auterity.workflow.decider;

/** The status of one step of one scope. */
enum StepStatus {
  PENDING,
  /** Would be under way, but the run is paused. */
  PAUSED,
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
      case PAUSED, STARTED, DISPATCHED, WAITING, RETRYING, IN_DOUBT, AWAITING, ASKED -> true;
      case PENDING, DONE, FAILED, STOPPED -> false;
    };
  }

  /** Whether it moves by itself: it is computed or called, or its inner steps are. */
  boolean running() {
    return this == STARTED || this == DISPATCHED;
  }

  /** Whether it is tried again once its time has come, or a pause is over. */
  boolean again() {
    return this == RETRYING || this == PAUSED;
  }

  /** Whether nothing but time, a person or a message moves it on. */
  boolean idle() {
    return this == PAUSED
        || this == WAITING
        || this == RETRYING
        || this == IN_DOUBT
        || this == AWAITING
        || this == ASKED;
  }
}
