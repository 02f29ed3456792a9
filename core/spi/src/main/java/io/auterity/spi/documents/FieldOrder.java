package io.auterity.spi.documents;

import io.auterity.spi.Default;
import io.auterity.spi.Description;

/** The sort order of a list by one field; documents without it are left out. */
public record FieldOrder(
    @Description(FieldPath.GRAMMAR) String field,
    @Description("Whether the greatest comes first") @Default("false") boolean descending) {
  public FieldOrder {
    FieldPath.of(field);
  }

  public FieldPath path() {
    return FieldPath.of(field);
  }
}
