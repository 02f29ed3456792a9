package io.auterity.workflow.decider;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of a run (event sourcing): the run's state is the fold of its events. */
public sealed interface RunEvent {

  /** An event of one step. */
  sealed interface OfStep extends RunEvent {
    StepKey step();
  }

  /** A step has its output. */
  record Completed(StepKey step, Json output) implements OfStep {}

  /** A step has failed for good. */
  record Failed(StepKey step, Failure failure) implements OfStep {}

  /** A branch takes an arm. */
  record Chosen(StepKey step, int arm) implements OfStep {}

  /**
   * A step that repeats its scope goes on with another round.
   *
   * @param index of the round, from 0
   * @param carry what it gets from the one before
   */
  record Rounded(StepKey step, int index, Json carry) implements OfStep {}

  /**
   * The failure of a step's scope is handled by an arm.
   *
   * @param error as the arm sees it
   */
  record Handled(StepKey step, int arm, Json error) implements OfStep {}

  /** A step starts another run, whose end it waits for. */
  record ChildBegun(StepKey step, UUID run) implements OfStep {}

  /** A list has been found to have so many items. */
  record Expanded(StepKey step, int count) implements OfStep {}

  /**
   * A call that must not happen twice is about to be made.
   *
   * @param provider identity of the one that returns the first result for the same key; null when
   *     none does
   */
  record Dispatched(StepKey step, @Nullable String provider) implements OfStep {}

  /**
   * A step will be tried again.
   *
   * @param attempt number of the repetition, from 1; tries that were not taken count no repetition
   * @param notTaken how often it was not taken, and since when; null when it was, and nothing kept
   *     it away before that still counts
   */
  record Retrying(
      StepKey step, int attempt, Instant due, Failure failure, @Nullable NotTaken notTaken)
      implements OfStep {

    /** Of a call that was taken. */
    public Retrying(StepKey step, int attempt, Instant due, Failure failure) {
      this(step, attempt, due, failure, null);
    }
  }

  /**
   * Tries of a call that were not taken: a breaker, a rate or a rest refused.
   *
   * @param tries since it was last taken
   * @param since when the first was
   * @param until when it is waited for no longer; null in journals that do not tell
   */
  record NotTaken(int tries, Instant since, @Nullable Instant until) {}

  /** A wait will end. */
  record TimerSet(StepKey step, Instant due) implements OfStep {}

  /**
   * A step waits for messages, or waits on.
   *
   * @param due when its time comes; null for never
   * @param asked what it asks for; null where a message says all
   */
  record Asked(StepKey step, @Nullable Instant due, Json asked) implements OfStep {}

  /** The time of a wait or of a repetition has come. */
  record TimerFired(StepKey step) implements OfStep {}

  /** Whether a call happened is not known; a person is asked. */
  record InDoubt(StepKey step, Failure failure) implements OfStep {}

  /**
   * A call in doubt is to be made again: a person says that it did not happen, or the server, after
   * it had ended during the call, that it may.
   */
  record Repeated(StepKey step) implements OfStep {}

  /**
   * A step was given up because something around it had failed or the run was cancelled.
   *
   * @param doubt why it is not known whether its call happened; null when there is no such doubt
   */
  record Abandoned(StepKey step, @Nullable Failure doubt) implements OfStep {}

  /** A call that was about to be made was not: the note of it is taken back. */
  record Unsent(StepKey step) implements OfStep {}

  /** The pace allows an item to start. */
  record ItemDue(StepKey step, int index) implements OfStep {}

  /**
   * A step was skipped, since its condition does not hold or since a person passed over one that
   * could not be carried on; its output is null.
   *
   * @param doubt of the person; null where the condition does not hold
   */
  record Skipped(StepKey step, @Nullable Failure doubt) implements OfStep {}

  /**
   * A person had events set aside that could not be read.
   *
   * @param doubts steps whose calls may have happened unseen
   * @param blind whether more than these may have, because events are missing altogether
   */
  record Repaired(String by, String reason, List<StepKey> doubts, boolean blind)
      implements RunEvent {
    public Repaired {
      doubts = List.copyOf(doubts);
    }
  }

  /**
   * A message of the inbox was delivered; what it led to are the events behind.
   *
   * @param step for which; null for the run itself
   * @param message id of the message
   * @param kind of the message, as its row has it
   * @param by who sent it
   */
  record Delivered(@Nullable StepKey step, UUID message, String kind, String by)
      implements RunEvent {}

  /**
   * The run is paused: nothing of it starts until it resumes, and no time of it comes. Calls under
   * way go on to their end.
   *
   * @param unstarted whether it waited for room, so that nothing of it had started
   */
  record Paused(String by, boolean unstarted) implements RunEvent {}

  /** The run goes on after a pause; what fell due meanwhile comes now. */
  record Resumed(String by) implements RunEvent {}

  /**
   * The run goes again from some steps, and what follows them.
   *
   * @param from the step that it goes again from, and those besides that failed; each with its path
   * @param input what the first of them is given in place of its own input; null for that
   * @param over whether the run had ended; not where one only takes over what another has done
   */
  record Reopened(List<StepKey> from, @Nullable Json input, boolean over, String by)
      implements RunEvent {
    public Reopened {
      from = List.copyOf(from);
    }
  }

  /** A caller asked for the end of the run. */
  record CancelRequested(String by) implements RunEvent {}

  /**
   * The run has taken as long as it may.
   *
   * @param limit how long that is
   */
  record TimedOut(Duration limit) implements RunEvent {}
}
