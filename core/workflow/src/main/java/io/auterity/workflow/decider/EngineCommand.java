package io.auterity.workflow.decider;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command of the decider: what the engine is to do, now that the events that led to it are kept.
 */
public sealed interface EngineCommand {

  /** Carry out a step. */
  record Start(StepKey step) implements EngineCommand {}

  /** Find out about a call that was under way when the process ended. */
  record Recover(StepKey step) implements EngineCommand {}

  /** Note that a step is given up, and what is not known of it. */
  record Abandon(StepKey step) implements EngineCommand {}

  /** Have the journal say what a step that holds scopes has come to. */
  record Announce(RunEvent.OfStep event) implements EngineCommand {}

  /** Let so much time pass before a step goes on. */
  record Delay(StepKey step, Duration duration) implements EngineCommand {}

  /** Start the run of a step, unless it is started. */
  record StartChild(StepKey step, UUID run) implements EngineCommand {}

  /** Ask for the end of the run of a step. */
  record CancelChild(StepKey step, UUID run) implements EngineCommand {}

  /** Have the event told to a step that it awaits. */
  record AwaitEvent(StepKey step) implements EngineCommand {}

  /** Say when the pace of a step allows an item to start. */
  record Admit(StepKey step, int index) implements EngineCommand {}

  /** Say when a time has come. */
  record Arm(StepKey step, Instant due) implements EngineCommand {}

  /** Give up a call that is under way. */
  record Cancel(StepKey step) implements EngineCommand {}

  /** The run is over. */
  record Finish(Ending ending) implements EngineCommand {}

  /** How a run ends. */
  sealed interface Ending {

    record Succeeded(Json output) implements Ending {}

    /** The step is null when the run's own output could not be computed. */
    record Failed(@Nullable StepKey step, Failure failure) implements Ending {}

    record Cancelled(String by) implements Ending {}
  }
}
