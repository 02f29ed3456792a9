package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one document. */
public record WhichDocument(@Description("The document, e.g. users/ada") Ref document) {
  public WhichDocument {
    Objects.requireNonNull(document);
  }
}
