package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.pipeline.trigger}. */
public record PipelineTrigger(
    @Description("The pipeline") Ref pipeline,
    @Description(
            "Branch that is built, or refs/tags/NAME; where the server needs one, the default"
                + " branch when absent")
        @Nullable String ref,
    @Description("What the build is given by name") @Nullable Map<String, String> variables) {
  public PipelineTrigger {
    Objects.requireNonNull(pipeline);
    variables =
        variables == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }
}
