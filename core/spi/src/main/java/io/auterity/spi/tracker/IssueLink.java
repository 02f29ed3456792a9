package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** A link between two issues. */
public record IssueLink(
    Ref ref,
    @Description("The issue from which it is seen") Ref issue,
    @Description("What the issue does to the other") IssueLinkType type,
    @Description("The other issue") Ref other) {
  public IssueLink {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(issue);
    Objects.requireNonNull(type);
    Objects.requireNonNull(other);
  }
}
