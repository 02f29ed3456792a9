package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A document that a transaction wrote. */
public record WrittenDocument(
    Ref document,
    @Description("Its revision from now on; null when it is gone, or the database keeps none")
        @Nullable String revision) {
  public WrittenDocument {
    Objects.requireNonNull(document);
  }
}
