package io.auterity.workflow.engine;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Event;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Node;

/** What calls give back, as the run keeps it. */
final class Results {

  /** Bytes of one event. */
  static final int MAX_PAYLOAD = 16 << 20;

  private Results() {}

  static Event completed(
      Surroundings surroundings, RunState state, StepKey step, Outcome.Succeeded outcome) {
    Record value = outcome.value();
    Capability capability = surroundings.catalogue().get(capability(state, step));
    Json output = value == null ? Json.NULL : surroundings.binder().render(capability, value);
    return new Event.Completed(step, output);
  }

  static String capability(RunState state, StepKey step) {
    return ((Node.Call) state.workflow().node(step.node())).capability();
  }

  /** The event itself, or a failure when its output is more than the journal keeps. */
  static Event fitting(Event event) {
    if (event instanceof Event.Completed(StepKey step, Json output)
        && depth(output) > InputCheck.MAX_DEPTH) {
      return new Event.Failed(
          step,
          Failure.of(
              FailureCode.TOO_LARGE,
              "the output is nested deeper than %d".formatted(InputCheck.MAX_DEPTH)));
    }
    return event;
  }

  /** The failure of a step whose event is more than the journal keeps. */
  static Event tooLarge(Event event, int size) {
    if (event instanceof Event.OfStep ofStep) {
      return new Event.Failed(
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
