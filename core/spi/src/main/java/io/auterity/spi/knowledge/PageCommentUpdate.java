package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.comment.update}. */
public record PageCommentUpdate(
    @Description("The comment") Ref comment, @Description("In Markdown") String body) {
  public PageCommentUpdate {
    Objects.requireNonNull(comment);
    Objects.requireNonNull(body);
  }
}
