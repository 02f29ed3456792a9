package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A precondition on a document, which must hold for a transaction to write (optimistic locking).
 */
public record DocumentCheck(
    @Description("The document, e.g. users/ada") Ref document,
    @Description("Whether there must be one, or must be none") boolean exists,
    @Description("Revision that it must have; any when absent") @Nullable String revision) {
  public DocumentCheck {
    Objects.requireNonNull(document);
    if (!exists && revision != null) {
      throw new IllegalArgumentException("a document that must not exist has no revision");
    }
  }
}
