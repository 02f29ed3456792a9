package io.auterity.spi.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;

/** Input of {@code tracker.issue.update}; what is absent stays as it is. */
public record IssueUpdate(
    Ref issue,
    Change<String> title,
    Change<String> body,
    Change<IssueState> state,
    Change<List<String>> labels) {
  public IssueUpdate {
    Objects.requireNonNull(issue);
    Objects.requireNonNull(title);
    Objects.requireNonNull(body);
    Objects.requireNonNull(state);
    Objects.requireNonNull(labels);
  }
}
