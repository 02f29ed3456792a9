package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One write of a transaction. */
public record DocumentWrite(
    WriteAction action,
    @Description("The document, e.g. users/ada") Ref document,
    @Description("All fields, or of an update those that change; none when absent")
        @Nullable Map<String, FieldValue> fields,
    @Description("Of an update: names of fields that go") @Nullable List<String> remove,
    @Description(
            "Revision that the document must have; refused as conflict when it has another by now")
        @Nullable String expected) {
  public DocumentWrite {
    Objects.requireNonNull(action);
    Objects.requireNonNull(document);
    fields = fields == null ? null : FieldValue.ordered(fields);
    remove = remove == null ? null : List.copyOf(remove);
  }

  /** Whatever the document's revision is by now. */
  public DocumentWrite(WriteAction action, Ref document, Map<String, FieldValue> fields) {
    this(action, document, fields, null, null);
  }
}
