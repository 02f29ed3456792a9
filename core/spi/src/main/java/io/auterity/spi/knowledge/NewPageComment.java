package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.comment.create}. */
public record NewPageComment(
    @Description("The page") Ref page, @Description("In Markdown") String body) {
  public NewPageComment {
    Objects.requireNonNull(page);
    Objects.requireNonNull(body);
  }
}
