package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change event of a document that was written; of several writes in a row, the last may be told
 * alone.
 */
public record DocumentEvent(
    @Description("Where the stream goes on after this event; given as from, it is taken up again")
        String position,
    DocumentEventType type,
    @Description("Which one was written; null of a position") @Nullable Ref document,
    @Description("As it stands; null when it is gone, and of a position")
        @Nullable StoredDocument now) {
  public DocumentEvent {
    Objects.requireNonNull(position);
    Objects.requireNonNull(type);
    if ((document == null) != (type == DocumentEventType.POSITION)) {
      throw new IllegalArgumentException("must name a document unless it tells a position");
    }
  }
}
