package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.document.update}; fields that it does not name stay as they are. */
public record DocumentUpdate(
    @Description("The document, e.g. users/ada") Ref document,
    @Description("Fields at the top of the document and what each becomes")
        Map<String, FieldValue> fields,
    @Description("Names of fields at the top of the document that go")
        @Nullable List<String> remove,
    @Description(
            "Revision that the document must have; refused as conflict when it has another by now")
        @Nullable String expected) {
  public DocumentUpdate {
    Objects.requireNonNull(document);
    fields = FieldValue.ordered(fields);
    remove = remove == null ? null : List.copyOf(remove);
  }

  /** Sets fields, whatever the document's revision is by now. */
  public DocumentUpdate(Ref document, Map<String, FieldValue> fields) {
    this(document, fields, null, null);
  }
}
