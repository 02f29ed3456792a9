package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one issue. */
public record WhichIssue(@Description("The issue") Ref issue) {
  public WhichIssue {
    Objects.requireNonNull(issue);
  }
}
