package io.auterity.spi.documents;

import io.auterity.spi.Description;
import java.util.Objects;

/** A condition on one field; a range finds values of the same type alone. */
public record FieldFilter(
    @Description(FieldPath.GRAMMAR) String field, FieldComparison is, FieldValue value) {
  public FieldFilter {
    FieldPath.of(field);
    Objects.requireNonNull(is);
    Objects.requireNonNull(value);
  }

  public FieldPath path() {
    return FieldPath.of(field);
  }
}
