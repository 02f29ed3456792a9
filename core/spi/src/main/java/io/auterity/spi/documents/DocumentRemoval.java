package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.document.delete}. */
public record DocumentRemoval(
    @Description("The document, e.g. users/ada") Ref document,
    @Description(
            "Revision that the document must have; refused as conflict when it has another by now")
        @Nullable String expected) {
  public DocumentRemoval {
    Objects.requireNonNull(document);
  }

  /** Whatever its revision is by now. */
  public DocumentRemoval(Ref document) {
    this(document, null);
  }
}
