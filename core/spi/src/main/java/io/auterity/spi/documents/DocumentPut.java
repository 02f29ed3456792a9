package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.document.put}. */
public record DocumentPut(
    @Description("The document, e.g. users/ada") Ref document,
    @Description("All its fields from now on") Map<String, FieldValue> fields,
    @Description(
            "Revision that the document must have; refused as conflict when it has another by now")
        @Nullable String expected) {
  public DocumentPut {
    Objects.requireNonNull(document);
    fields = FieldValue.ordered(fields);
  }

  /** Whatever was there. */
  public DocumentPut(Ref document, Map<String, FieldValue> fields) {
    this(document, fields, null);
  }
}
