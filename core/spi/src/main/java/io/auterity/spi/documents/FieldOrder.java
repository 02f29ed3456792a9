package io.auterity.spi.documents;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import java.util.Objects;

/** By which field a list is ordered; documents without it are left out. */
public record FieldOrder(
    @Description(
            "Name of the field; dots lead into maps, and a name of other signs than letters, digits"
                + " and _ stands in backticks, e.g. address.`post code`")
        String field,
    @Description("Whether the greatest comes first") @Default("false") boolean descending) {
  public FieldOrder {
    Objects.requireNonNull(field);
  }
}
