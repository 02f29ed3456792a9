package io.auterity.spi.documents;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.document.query}. */
public record DocumentSearch(
    @Description("The collection, without those below its documents") Ref collection,
    @Description("Conditions that all hold; none when absent") @Nullable List<FieldFilter> where,
    @Description(
            "The first counts most; fields that where compares with ne, lt, le, gt or ge follow by"
                + " their names, then the id, in the direction of the last that is named here;"
                + " upwards when absent")
        @Nullable List<FieldOrder> order,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public DocumentSearch {
    Objects.requireNonNull(collection);
    where = where == null ? null : List.copyOf(where);
    order = order == null ? null : List.copyOf(order);
  }
}
