package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A review of a pull request as a whole. */
public record Review(
    Ref ref,
    String author,
    ReviewVerdict verdict,
    String body,
    @Description("Commit that was looked at") @Nullable String sha,
    @Nullable Instant submittedAt) {
  public Review {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(author);
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(body);
  }
}
