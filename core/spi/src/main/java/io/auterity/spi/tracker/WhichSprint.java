package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one sprint. */
public record WhichSprint(@Description("The sprint") Ref sprint) {
  public WhichSprint {
    Objects.requireNonNull(sprint);
  }
}
