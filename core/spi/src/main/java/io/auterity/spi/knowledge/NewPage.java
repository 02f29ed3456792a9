package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.page.create}. */
public record NewPage(
    @Description("The space") Ref space,
    @Description("The page that it shall stand under; at the top when absent") @Nullable Ref parent,
    String title,
    @Description("Its text in Markdown; empty when absent") @Nullable String body,
    @Description("Lower comes first among the pages beside it; last when absent")
        @Nullable Integer position) {
  public NewPage {
    Objects.requireNonNull(space);
    Objects.requireNonNull(title);
  }
}
