package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one build. */
public record WhichBuild(@Description("The build") Ref build) {
  public WhichBuild {
    Objects.requireNonNull(build);
  }
}
