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
    @Description("Of create and put: all its fields by name")
        @Nullable Map<String, FieldValue> fields,
    @Description("Of an update: fields and what each becomes") @Nullable List<FieldChange> set,
    @Description("Of an update: names of fields that go, written as those to set")
        @Nullable List<String> remove,
    @Description(
            "Revision that the document must have, refused as conflict when it has another by now;"
                + " not of create")
        @Nullable String expected) {
  public DocumentWrite {
    Objects.requireNonNull(action);
    Objects.requireNonNull(document);
    fields = fields == null ? null : FieldValue.ordered(fields);
    set = set == null ? null : List.copyOf(set);
    remove = remove == null ? null : List.copyOf(remove);
    boolean whole = action == WriteAction.CREATE || action == WriteAction.PUT;
    boolean update = action == WriteAction.UPDATE;
    refuse(whole && fields == null, action, "needs fields, if only {}");
    refuse(!whole && fields != null, action, "takes no fields");
    refuse(!update && (set != null || remove != null), action, "takes neither set nor remove");
    refuse(update && set == null && remove == null, action, "needs set or remove");
    refuse(action == WriteAction.CREATE && expected != null, action, "takes no expected");
    FieldChange.check(set, remove);
  }

  private static void refuse(boolean wrong, WriteAction action, String why) {
    if (wrong) {
      throw new IllegalArgumentException(action + " " + why);
    }
  }

  /** Creates or puts a document, or deletes it, whatever its revision is by now. */
  public DocumentWrite(WriteAction action, Ref document, @Nullable Map<String, FieldValue> fields) {
    this(action, document, fields, null, null, null);
  }

  /** Sets fields of a document, whatever its revision is by now. */
  public static DocumentWrite update(Ref document, List<FieldChange> set) {
    return new DocumentWrite(WriteAction.UPDATE, document, null, set, null, null);
  }
}
