package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one label. */
public record WhichIssueLabel(@Description("The label") Ref label) {
  public WhichIssueLabel {
    Objects.requireNonNull(label);
  }
}
