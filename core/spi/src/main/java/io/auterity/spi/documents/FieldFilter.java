package io.auterity.spi.documents;

import io.auterity.spi.Description;
import java.util.Objects;

/** A condition on one field; a range finds values of the same type alone. */
public record FieldFilter(
    @Description(
            "Name of the field; dots lead into maps, and a name of other signs than letters, digits"
                + " and _ stands in backticks, e.g. address.`post code`")
        String field,
    FieldComparison is,
    FieldValue value) {
  public FieldFilter {
    Objects.requireNonNull(field);
    Objects.requireNonNull(is);
    Objects.requireNonNull(value);
  }
}
