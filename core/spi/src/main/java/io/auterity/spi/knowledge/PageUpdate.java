package io.auterity.spi.knowledge;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.page.update}; what is absent stays as it is. */
public record PageUpdate(
    @Description("The page") Ref page,
    Change<String> title,
    @Description("Its text in Markdown") Change<String> body) {
  public PageUpdate {
    Objects.requireNonNull(page);
    Objects.requireNonNull(title);
    Objects.requireNonNull(body);
  }
}
