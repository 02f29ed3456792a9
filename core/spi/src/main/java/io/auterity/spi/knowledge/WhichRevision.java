package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.revision.get}. */
public record WhichRevision(
    @Description("The page") Ref page, @Description("Id of the revision") String revision) {
  public WhichRevision {
    Objects.requireNonNull(page);
    Objects.requireNonNull(revision);
  }
}
