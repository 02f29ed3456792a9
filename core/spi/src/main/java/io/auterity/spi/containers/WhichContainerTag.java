package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of operations on one tag. */
public record WhichContainerTag(
    @Description("The repository, e.g. library/alpine") Ref repository,
    @TextForm(pattern = "^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$") String tag) {
  public WhichContainerTag {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(tag);
  }
}
