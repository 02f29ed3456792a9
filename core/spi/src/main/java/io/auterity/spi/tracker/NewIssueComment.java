package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.comment.create}. */
public record NewIssueComment(
    @Description("The issue") Ref issue, @Description("Markdown; not empty") String body) {
  public NewIssueComment {
    Objects.requireNonNull(issue);
    Objects.requireNonNull(body);
  }
}
