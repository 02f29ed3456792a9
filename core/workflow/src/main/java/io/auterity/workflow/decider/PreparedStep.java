package io.auterity.workflow.decider;

import io.auterity.spi.Json;
import java.time.Duration;
import java.util.Map;

/**
 * A prepared step, its expressions evaluated: an event that happened inside, or a call to dispatch.
 */
public sealed interface PreparedStep {

  /** It is done inside: this has happened. */
  record Happened(RunEvent event) implements PreparedStep {}

  /** Another run is to be started. */
  record Child(StepKey step) implements PreparedStep {}

  /** A capability is to be called. */
  record Dispatch(
      StepKey step, String capability, Json.Obj input, Map<String, String> labels, Duration timeout)
      implements PreparedStep {
    public Dispatch {
      labels = Map.copyOf(labels);
    }
  }
}
