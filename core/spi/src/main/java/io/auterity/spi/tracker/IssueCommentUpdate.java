package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.comment.update}. */
public record IssueCommentUpdate(
    @Description("The comment") Ref comment,
    @Description("What it says from now on; Markdown, not empty") String body) {
  public IssueCommentUpdate {
    Objects.requireNonNull(comment);
    Objects.requireNonNull(body);
  }
}
