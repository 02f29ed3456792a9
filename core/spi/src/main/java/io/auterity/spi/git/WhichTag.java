package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one tag. */
public record WhichTag(
    @Description("The repository") Ref repository, @Description("Name of the tag") String name) {
  public WhichTag {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
  }
}
