package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A comment on an issue. */
public record IssueComment(
    Ref ref,
    @Description("The issue that it stands under") Ref issue,
    @Description("Markdown") String body,
    @Description("The vendor's id of who wrote it") @Nullable String author,
    Instant createdAt,
    Instant updatedAt) {
  public IssueComment {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(issue);
    Objects.requireNonNull(body);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(updatedAt);
  }
}
