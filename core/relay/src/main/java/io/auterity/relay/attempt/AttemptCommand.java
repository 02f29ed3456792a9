package io.auterity.relay.attempt;

import io.auterity.spi.Failure;

/**
 * A command of the attempts' state machine to its driver: begin or cancel an attempt, arm a timer,
 * emit events, or finish.
 */
public sealed interface AttemptCommand {

  /**
   * Begin an attempt.
   *
   * @param repeat whether it repeats the one before at the same provider
   */
  record Dispatch(int attempt, Choice choice, boolean repeat) implements AttemptCommand {}

  /** Send a timer event at that time. */
  record Arm(AttemptEvent.Timer.Kind kind, long at) implements AttemptCommand {}

  record Cancel(int attempt) implements AttemptCommand {}

  /** From now on hand the attempt's events to the caller. */
  record Emit(int attempt) implements AttemptCommand {}

  /** Nothing more is to be done. */
  record Finish(Ending ending) implements AttemptCommand {}

  /** How the attempts ended. */
  sealed interface Ending {
    record Succeeded(int attempt) implements Ending {}

    /** No attempt was made. */
    record Refused(Failure failure) implements Ending {}

    record Failed(Failure failure) implements Ending {}
  }
}
