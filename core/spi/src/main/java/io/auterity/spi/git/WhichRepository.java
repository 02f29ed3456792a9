package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one repository. */
public record WhichRepository(@Description("The repository") Ref repository) {
  public WhichRepository {
    Objects.requireNonNull(repository);
  }
}
