package io.auterity.plugins.documents;

import io.auterity.spi.Call;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Done;
import io.auterity.spi.Events;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.CollectionQuery;
import io.auterity.spi.documents.DocumentCollection;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.spi.documents.DocumentEvent;
import io.auterity.spi.documents.DocumentListening;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.DocumentRemoval;
import io.auterity.spi.documents.DocumentSearch;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentUpdate;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.TransactionOutcome;
import io.auterity.spi.documents.WhichDocument;
import io.auterity.spi.documents.WriteAction;
import io.auterity.spi.documents.WrittenDocument;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The database of one provider. */
record EmbeddedDatabase(DocumentStore shelves, InstantSource clock, Supplier<String> ids)
    implements DocumentDatabase {

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final Shapes SHAPES = Shapes.ofInputs();

  @Override
  public Page<DocumentCollection> listCollections(CollectionQuery query, Call call) {
    Cancelled.check(call);
    Ref below = query.parent();
    String parent = below == null ? "" : DocumentName.of("parent", below).toString();
    int limit = LIMIT.of(query.limit());
    String after = query.cursor() == null ? null : query.cursor().value();
    return Pages.ofOneMore(
            shelves.collections(parent, after, limit + 1), limit, Function.identity())
        .map(
            path ->
                new DocumentCollection(
                    shelves.ref(path), path.substring(path.lastIndexOf('/') + 1)));
  }

  private <T> T write(Call call, Function<Writing, T> work) {
    Cancelled.check(call);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return shelves
        .store()
        .write(writer -> work.apply(new Writing(writer, shelves.provider(), now)));
  }

  private StoredDocument written(Call call, DocumentWrite write) {
    return write(call, writing -> writing.apply(write)).orElseThrow().told(shelves.provider());
  }

  @Override
  public StoredDocument createDocument(NewDocument document, Call call) {
    String collection = DocumentName.collection("collection", document.collection());
    String id = document.id();
    DocumentName name = DocumentName.in(collection, id == null ? ids.get() : id);
    return once(
            call,
            "create",
            SHAPES.write(document, NewDocument.class),
            writing -> writing.create(name, document.fields()),
            made ->
                Json.EMPTY
                    .with("document", Json.of(made.name().toString()))
                    .with("revision", Json.of(Long.toString(made.revision())))
                    .with("at", Json.of(made.createdAt().toString())),
            did -> made(document, Fields.of(did)))
        .told(shelves.provider());
  }

  // It was made of the same input, whatever has become of it.
  private static DocumentRow made(NewDocument document, Fields did) {
    Instant at = Instant.parse(did.text("at"));
    return new DocumentRow(
        DocumentName.of("document", Ref.of(did.text("document"))),
        document.fields(),
        Long.parseLong(did.text("revision")),
        at,
        at);
  }

  /** Does what a key stands for, or tells what it did before. */
  private <T> T once(
      Call call,
      String operation,
      Json asked,
      Function<Writing, T> work,
      Function<T, Json.Obj> did,
      Function<Json.Obj, T> again) {
    String key = call.idempotencyKey().orElse(null);
    if (key == null) {
      return write(call, work);
    }
    List<Document> old = KeyedCalls.old(shelves.store(), clock.instant());
    return write(
        call,
        writing -> {
          KeyedCalls.forget(writing.writer(), old);
          KeyedCalls keyed = new KeyedCalls(writing.writer(), operation, key, asked, writing.now());
          Json.Obj earlier = keyed.earlier().orElse(null);
          if (earlier != null) {
            return again.apply(earlier);
          }
          T made = work.apply(writing);
          keyed.did(did.apply(made));
          return made;
        });
  }

  @Override
  public StoredDocument getDocument(WhichDocument input, Call call) {
    Cancelled.check(call);
    DocumentName name = DocumentName.of("document", input.document());
    return shelves.get(name).orElseThrow(() -> Writing.unknown(name)).told(shelves.provider());
  }

  @Override
  public StoredDocument putDocument(DocumentPut input, Call call) {
    return written(
        call,
        new DocumentWrite(
            WriteAction.PUT, input.document(), input.fields(), null, null, input.expected()));
  }

  @Override
  public StoredDocument updateDocument(DocumentUpdate update, Call call) {
    return written(
        call,
        new DocumentWrite(
            WriteAction.UPDATE,
            update.document(),
            null,
            update.set(),
            update.remove(),
            update.expected()));
  }

  @Override
  public Done deleteDocument(DocumentRemoval removal, Call call) {
    DocumentWrite write =
        new DocumentWrite(
            WriteAction.DELETE, removal.document(), null, null, null, removal.expected());
    write(call, writing -> writing.apply(write));
    return Done.DONE;
  }

  @Override
  public Page<StoredDocument> queryDocuments(DocumentSearch search, Call call) {
    return new Finding(shelves, search).page(call);
  }

  @Override
  public Events<DocumentEvent> listenToDocuments(DocumentListening input, Call call) {
    Cancelled.check(call);
    return new DocumentWatch(shelves, input, call);
  }

  @Override
  public TransactionOutcome runTransaction(DocumentTransaction transaction, Call call) {
    return once(
        call,
        "transaction",
        SHAPES.write(transaction, DocumentTransaction.class),
        writing -> ran(writing, transaction),
        RanTransaction::json,
        did -> RanTransaction.again(did, transaction, shelves));
  }

  private TransactionOutcome ran(Writing writing, DocumentTransaction transaction) {
    List<StoredDocument> read = new ArrayList<>();
    List<Ref> missing = new ArrayList<>();
    for (Ref each : Objects.requireNonNullElse(transaction.reads(), List.<Ref>of())) {
      DocumentName name = DocumentName.of("reads", each);
      DocumentStore.get(writing.writer(), name)
          .ifPresentOrElse(
              held -> read.add(held.told(shelves.provider())),
              () -> missing.add(shelves.ref(name)));
    }
    if (transaction.checks() != null) {
      transaction.checks().forEach(writing::require);
    }
    List<WrittenDocument> written = new ArrayList<>();
    if (transaction.writes() != null) {
      for (DocumentWrite each : transaction.writes()) {
        Optional<DocumentRow> now = writing.apply(each);
        written.add(
            new WrittenDocument(
                shelves.ref(each.document().id()),
                now.map(held -> Long.toString(held.revision())).orElse(null)));
      }
    }
    return new TransactionOutcome(read, missing, written);
  }
}
