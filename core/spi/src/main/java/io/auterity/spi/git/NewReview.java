package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.review.create}. */
public record NewReview(
    @Description("The pull request") Ref pull,
    ReviewVerdict verdict,
    @Description("Needed unless it approves") @Nullable String body) {
  public NewReview {
    Objects.requireNonNull(pull);
    Objects.requireNonNull(verdict);
  }
}
