package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.transition.apply}. */
public record IssueMove(
    @Description("The issue") Ref issue, @Description("One of its transitions") Ref transition) {
  public IssueMove {
    Objects.requireNonNull(issue);
    Objects.requireNonNull(transition);
  }
}
