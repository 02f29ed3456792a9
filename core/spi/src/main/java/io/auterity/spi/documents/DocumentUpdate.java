package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.document.update}; fields that it does not name stay as they are. */
public record DocumentUpdate(
    @Description("The document, e.g. users/ada") Ref document,
    @Description("Fields and what each becomes; none when absent") @Nullable List<FieldChange> set,
    @Description("Names of fields that go, written as those to set; none when absent")
        @Nullable List<String> remove,
    @Description(
            "Revision that the document must have; refused as conflict when it has another by now")
        @Nullable String expected) {
  public DocumentUpdate {
    Objects.requireNonNull(document);
    set = set == null ? null : List.copyOf(set);
    remove = remove == null ? null : List.copyOf(remove);
    if (set == null && remove == null) {
      throw new IllegalArgumentException("must name fields to set or to remove");
    }
    FieldChange.check(set, remove);
  }

  /** Sets a field, whatever the document's revision is by now. */
  public DocumentUpdate(Ref document, String field, FieldValue value) {
    this(document, List.of(new FieldChange(field, value)), null, null);
  }
}
