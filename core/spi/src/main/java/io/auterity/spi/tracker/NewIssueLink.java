package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.link.create}. */
public record NewIssueLink(
    @Description("The issue") Ref issue,
    @Description("What the issue does to the other") IssueLinkType type,
    @Description("The other issue") Ref other) {
  public NewIssueLink {
    Objects.requireNonNull(issue);
    Objects.requireNonNull(type);
    Objects.requireNonNull(other);
  }
}
