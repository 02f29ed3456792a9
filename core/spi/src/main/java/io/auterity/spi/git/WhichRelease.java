package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one release. */
public record WhichRelease(@Description("The release") Ref release) {
  public WhichRelease {
    Objects.requireNonNull(release);
  }
}
