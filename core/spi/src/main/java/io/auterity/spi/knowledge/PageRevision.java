package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A revision of a page, as it stood at a time. */
public record PageRevision(
    @Description("Its id among the revisions of the page") String id,
    @Description("When it was written") Instant at,
    @Description("Name or id of who wrote it") @Nullable String author,
    @Description("What was said of the change") @Nullable String message) {
  public PageRevision {
    Objects.requireNonNull(id);
    Objects.requireNonNull(at);
  }
}
