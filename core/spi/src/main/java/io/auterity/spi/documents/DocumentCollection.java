package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Documents that are kept together. */
public record DocumentCollection(Ref ref, @Description("The last part of its id") String name) {
  public DocumentCollection {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
