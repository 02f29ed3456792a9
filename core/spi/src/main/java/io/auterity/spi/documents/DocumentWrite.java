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
    @Description("Of create and put all fields, of an update those that change, of delete none")
        @Nullable Map<String, FieldValue> fields,
    @Description("Of an update: names of fields that go") @Nullable List<String> remove,
    @Description(
            "Revision that the document must have, refused as conflict when it has another by now;"
                + " not of create")
        @Nullable String expected) {
  public DocumentWrite {
    Objects.requireNonNull(action);
    Objects.requireNonNull(document);
    fields = fields == null ? null : FieldValue.ordered(fields);
    remove = remove == null ? null : List.copyOf(remove);
    boolean whole = action == WriteAction.CREATE || action == WriteAction.PUT;
    refuse(whole && fields == null, action, "needs fields, if only {}");
    refuse(action == WriteAction.DELETE && fields != null, action, "takes no fields");
    refuse(action != WriteAction.UPDATE && remove != null, action, "takes no remove");
    refuse(action == WriteAction.CREATE && expected != null, action, "takes no expected");
    boolean nothing = fields == null && remove == null;
    refuse(action == WriteAction.UPDATE && nothing, action, "needs fields or remove");
  }

  private static void refuse(boolean wrong, WriteAction action, String why) {
    if (wrong) {
      throw new IllegalArgumentException(action + " " + why);
    }
  }

  /** Whatever the document's revision is by now. */
  public DocumentWrite(WriteAction action, Ref document, @Nullable Map<String, FieldValue> fields) {
    this(action, document, fields, null, null);
  }
}
