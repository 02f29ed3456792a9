package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.document.create}. */
public record NewDocument(
    @Description("The collection; it need not hold anything yet") Ref collection,
    @Description("Its id in the collection, without a slash; made by the database when absent")
        @Nullable String id,
    @Description("Its fields by name") Map<String, FieldValue> fields) {
  public NewDocument {
    Objects.requireNonNull(collection);
    fields = FieldValue.ordered(fields);
  }
}
