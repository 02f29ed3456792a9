package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ci.environment.delete}. */
public record WhichEnvironment(@Description("The environment") Ref environment) {
  public WhichEnvironment {
    Objects.requireNonNull(environment);
  }
}
