package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;

/** The outcome of a transaction: the documents that it read and wrote. */
public record TransactionOutcome(
    @Description("The documents to read that there are, as they stood before the writes")
        List<StoredDocument> read,
    @Description("The documents to read that there are not") List<Ref> missing,
    @Description("What was written, in the order of the writes") List<WrittenDocument> written) {
  public TransactionOutcome {
    read = List.copyOf(read);
    missing = List.copyOf(missing);
    written = List.copyOf(written);
  }
}
