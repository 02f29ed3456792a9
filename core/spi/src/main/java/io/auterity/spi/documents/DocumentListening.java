package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.document.listen}: a collection or one document. */
public record DocumentListening(
    @Description("The collection whose documents are followed; instead of document")
        @Nullable Ref collection,
    @Description("The one document that is followed; instead of collection") @Nullable Ref document,
    @Description("Conditions on documents of the collection that all hold; none when absent")
        @Nullable List<FieldFilter> where,
    @Description(
            "Position of the last event that came, after which it goes on, refused as invalid where"
                + " the database does not remember so far back; when absent, it begins with the"
                + " documents as they stand, then tells a position: what is not among them is gone")
        @Nullable String from,
    @Description("Whether to wait for what is yet to happen; true when absent")
        @Nullable Boolean follow) {
  public DocumentListening {
    if ((collection == null) == (document == null)) {
      throw new IllegalArgumentException("must name either a collection or a document");
    }
    where = where == null ? null : List.copyOf(where);
  }
}
