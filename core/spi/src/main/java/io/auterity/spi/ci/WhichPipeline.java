package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ci.pipeline.get}. */
public record WhichPipeline(@Description("The pipeline") Ref pipeline) {
  public WhichPipeline {
    Objects.requireNonNull(pipeline);
  }
}
