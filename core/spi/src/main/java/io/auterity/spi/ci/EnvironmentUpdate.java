package io.auterity.spi.ci;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ci.environment.update}; what is absent stays as it is. */
public record EnvironmentUpdate(
    @Description("The environment") Ref environment, Change<String> externalUrl) {
  public EnvironmentUpdate {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(externalUrl);
    Change.needed("externalUrl", externalUrl);
  }
}
