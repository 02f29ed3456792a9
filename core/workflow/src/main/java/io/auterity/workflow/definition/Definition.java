package io.auterity.workflow.definition;

import io.auterity.spi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as it was written; whether its expressions hold is not known yet.
 *
 * @param input JSON Schema of the run's input, an object
 * @param output template of the run's output; null means the output of the last step
 */
public record Definition(String id, Json.Obj input, List<Step> steps, @Nullable Json output) {
  public Definition {
    steps = List.copyOf(steps);
  }
}
