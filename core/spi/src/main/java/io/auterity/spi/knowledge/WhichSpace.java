package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one space. */
public record WhichSpace(@Description("The space") Ref space) {
  public WhichSpace {
    Objects.requireNonNull(space);
  }
}
