package io.auterity.spi.tracker;

import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.issue.get}. */
public record IssueGet(Ref issue) {
  public IssueGet {
    Objects.requireNonNull(issue);
  }
}
