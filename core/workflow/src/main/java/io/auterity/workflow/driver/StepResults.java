package io.auterity.workflow.driver;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;

/** The results of calls, as the run keeps them. */
public final class StepResults {

  /** Bytes of one event. */
  public static final int MAX_PAYLOAD = 16 << 20;

  /** Levels of a value within a value. */
  public static final int MAX_DEPTH = 100;

  /** The event itself, or a failure when its output is more than the journal keeps. */
  public static RunEvent fitting(RunEvent event) {
    if (event instanceof RunEvent.Completed(StepKey step, Json output)
        && depth(output) > MAX_DEPTH) {
      return new RunEvent.Failed(
          step,
          Failure.of(
              FailureCode.TOO_LARGE, "the output is nested deeper than %d".formatted(MAX_DEPTH)));
    }
    return event;
  }

  /** The failure of a step whose event is more than the journal keeps. */
  public static RunEvent tooLarge(RunEvent event, int size) {
    if (event instanceof RunEvent.OfStep ofStep) {
      return new RunEvent.Failed(
          ofStep.step(),
          Failure.of(
              FailureCode.TOO_LARGE,
              "the output has %d bytes, at most %d; pass a reference"
                  .formatted(size, MAX_PAYLOAD)));
    }
    throw new IllegalArgumentException("an event of %d bytes".formatted(size));
  }

  private static int depth(Json value) {
    int inner = 0;
    switch (value) {
      case Json.Obj(var fields) -> {
        for (Json field : fields.values()) {
          inner = Math.max(inner, 1 + depth(field));
        }
      }
      case Json.Arr(var items) -> {
        for (Json item : items) {
          inner = Math.max(inner, 1 + depth(item));
        }
      }
      default -> {}
    }
    return inner;
  }
}
