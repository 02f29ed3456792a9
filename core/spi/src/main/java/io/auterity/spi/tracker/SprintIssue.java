package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.sprint.add}. */
public record SprintIssue(
    @Description("The sprint") Ref sprint,
    @Description("The issue that is planned for it") Ref issue) {
  public SprintIssue {
    Objects.requireNonNull(sprint);
    Objects.requireNonNull(issue);
  }
}
