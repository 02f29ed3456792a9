package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.branch.create}. */
public record NewBranch(
    @Description("The repository") Ref repository,
    @Description("Name of the new branch") String name,
    @Description("Branch, tag or commit that it begins at") String from) {
  public NewBranch {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
    Objects.requireNonNull(from);
  }
}
