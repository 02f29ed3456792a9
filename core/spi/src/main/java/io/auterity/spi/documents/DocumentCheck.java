package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must hold of a document for a transaction to write. */
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
