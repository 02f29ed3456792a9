package io.auterity.workflow.graph;

import io.auterity.spi.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as it was written; whether its expressions hold is not known yet.
 *
 * @param input JSON Schema of the run's input, an object
 * @param output template of the run's output; null means the output of the last step
 * @param undoOnCancel whether what was done is undone when the run is cancelled
 * @param timeout how long a run may take; null for as long as it likes
 * @param labels of its runs, templates by name
 * @param limits of its runs and their starts
 * @param engine what carries its runs on; null for what carries those of most workflows on
 * @param tool what agents are told of it, who see it as a tool; empty where it says no more than
 *     that it is one, null where it is none
 */
public record Definition(
    String id,
    Json.Obj input,
    List<Step> steps,
    @Nullable Json output,
    boolean undoOnCancel,
    @Nullable Duration timeout,
    Map<String, Json> labels,
    WorkflowLimits limits,
    @Nullable RunEngine engine,
    @Nullable String tool) {
  public Definition {
    steps = List.copyOf(steps);
    labels = Map.copyOf(labels);
  }

  /** All steps, one that holds others before those. */
  public Stream<Step> all() {
    return all(steps);
  }

  private static Stream<Step> all(List<Step> steps) {
    return steps.stream()
        .flatMap(
            step ->
                Stream.concat(
                    Stream.of(step), step.allBodies().flatMap(body -> all(body.steps()))));
  }
}
