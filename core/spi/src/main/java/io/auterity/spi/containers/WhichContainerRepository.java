package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one repository. */
public record WhichContainerRepository(
    @Description("The repository, e.g. library/alpine") Ref repository) {
  public WhichContainerRepository {
    Objects.requireNonNull(repository);
  }
}
