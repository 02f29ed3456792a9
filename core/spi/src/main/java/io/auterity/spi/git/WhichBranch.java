package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one branch. */
public record WhichBranch(
    @Description("The repository") Ref repository, @Description("Name of the branch") String name) {
  public WhichBranch {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
  }
}
