package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one label. */
public record WhichIssueLabel(
    @Description("The project") Ref project, @Description("Name of the label") String name) {
  public WhichIssueLabel {
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
  }
}
