package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A comment on a page. */
public record PageComment(
    Ref ref,
    @Description("In Markdown") String body,
    @Description("Name or id of who wrote it") @Nullable String author,
    @Nullable Instant createdAt) {
  public PageComment {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(body);
  }
}
