package io.auterity.workflow.decider;

import io.auterity.spi.Json;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prepared step, its expressions evaluated: an event that happened inside, or a call to dispatch.
 */
public sealed interface PreparedStep {

  /** It is done inside: this has happened. */
  record Happened(RunEvent event) implements PreparedStep {}

  /** Another run is to be started. */
  record Child(StepKey step) implements PreparedStep {}

  /**
   * A capability is to be called.
   *
   * @param provider that is asked; null where the road chooses
   */
  record Dispatch(
      StepKey step,
      String capability,
      Json.Obj input,
      Map<String, String> labels,
      @Nullable String provider,
      Duration timeout)
      implements PreparedStep {
    public Dispatch {
      labels = Map.copyOf(labels);
    }
  }
}
