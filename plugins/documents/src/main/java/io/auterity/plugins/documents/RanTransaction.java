package io.auterity.plugins.documents;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.TransactionOutcome;
import io.auterity.spi.documents.WrittenDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored result of a transaction: revisions, and nothing that was in documents. */
final class RanTransaction {

  private static final String READ = "read";
  private static final String WRITTEN = "written";

  static Json.Obj json(TransactionOutcome outcome) {
    Json.Obj read = Json.EMPTY;
    for (StoredDocument each : outcome.read()) {
      read = read.with(each.ref().id(), text(each.revision()));
    }
    List<Json> written = outcome.written().stream().map(each -> text(each.revision())).toList();
    return Json.EMPTY.with(READ, read).with(WRITTEN, new Json.Arr(written));
  }

  private static Json text(@Nullable String text) {
    return text == null ? Json.NULL : Json.of(text);
  }

  /**
   * What it told.
   *
   * @throws CallFailedException {@code conflict} when what it read is not as it was
   */
  static TransactionOutcome again(
      Json.Obj did, DocumentTransaction transaction, DocumentStore documentStore) {
    List<StoredDocument> read = new ArrayList<>();
    List<Ref> missing = new ArrayList<>();
    Map<String, Json> then =
        did.get(READ) instanceof Json.Obj(Map<String, Json> revisions) ? revisions : Map.of();
    for (Ref each : Objects.requireNonNullElse(transaction.reads(), List.<Ref>of())) {
      DocumentName name = DocumentName.of("reads", each);
      Optional<DocumentRow> now = documentStore.get(name);
      String revision = now.map(held -> Long.toString(held.revision())).orElse("");
      if (!revision.equals(then.get(name.toString()) instanceof Json.Str(String t) ? t : "")) {
        throw changed(name);
      }
      now.ifPresentOrElse(
          held -> read.add(held.told(documentStore.provider())),
          () -> missing.add(documentStore.ref(name)));
    }
    return new TransactionOutcome(read, missing, written(did, transaction, documentStore));
  }

  private static List<WrittenDocument> written(
      Json.Obj did, DocumentTransaction transaction, DocumentStore documentStore) {
    List<Json> revisions =
        did.get(WRITTEN) instanceof Json.Arr(List<Json> items) ? items : List.of();
    List<DocumentWrite> writes =
        Objects.requireNonNullElse(transaction.writes(), List.<DocumentWrite>of());
    List<WrittenDocument> written = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      written.add(
          new WrittenDocument(
              documentStore.ref(writes.get(i).document().id()),
              revisions.get(i) instanceof Json.Str(String text) ? text : null));
    }
    return written;
  }

  private static CallFailedException changed(DocumentName name) {
    return new CallFailedException(
        Failure.of(
                FailureCode.CONFLICT,
                "this transaction was carried out already, and %s, which it read, has changed since: read it again"
                    .formatted(name))
            .withApplied(Applied.YES)
            .withRetryable(false));
  }
}
