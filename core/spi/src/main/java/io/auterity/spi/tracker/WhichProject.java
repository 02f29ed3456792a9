package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one project. */
public record WhichProject(@Description("The project") Ref project) {
  public WhichProject {
    Objects.requireNonNull(project);
  }
}
