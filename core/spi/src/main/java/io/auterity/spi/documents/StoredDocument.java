package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A document as it stands. */
public record StoredDocument(
    Ref ref,
    @Description("Its id in the collection") String id,
    @Description("Its fields by name") Map<String, FieldValue> fields,
    @Description("Changes with each write; null where the database keeps none")
        @Nullable String revision,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {
  public StoredDocument {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(id);
    fields = FieldValue.ordered(fields);
  }
}
