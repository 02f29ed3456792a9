package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one job. */
public record WhichBuildJob(@Description("The job") Ref job) {
  public WhichBuildJob {
    Objects.requireNonNull(job);
  }
}
