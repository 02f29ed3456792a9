package io.auterity.spi.documents;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Events;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * A database of documents in collections. A document is named by the id of its collection, a slash
 * and its own id there, e.g. {@code users/ada}; a collection below a document begins with that
 * document's name, e.g. {@code users/ada/orders}. Filters, orders and updates name fields as {@link
 * FieldPath} says, so that two who change different fields of one map do not undo each other.
 */
@Kind("documents")
public interface DocumentDatabase {

  @Operation(
      resource = "collection",
      verb = "list",
      summary = "List collections that hold documents",
      effect = Effect.NONE)
  default Page<DocumentCollection> listCollections(CollectionQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "create",
      summary = "Store a new document; refused when there is one of that id",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default StoredDocument createDocument(NewDocument document, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "get",
      summary = "Read one document",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default StoredDocument getDocument(WhichDocument input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "put",
      summary = "Store a whole document, whether or not there was one",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default StoredDocument putDocument(DocumentPut input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "update",
      summary = "Set and remove fields of a document",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default StoredDocument updateDocument(DocumentUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "delete",
      summary = "Delete a document; done as well when there is none",
      effect = Effect.IDEMPOTENT)
  default Done deleteDocument(DocumentRemoval removal, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "query",
      summary = "Find documents of a collection by their fields",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<StoredDocument> queryDocuments(DocumentSearch search, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "listen",
      summary = "Follow what is written to a collection or one document",
      effect = Effect.NONE,
      stream = true,
      dataClass = DataClass.CUSTOMER)
  default Events<DocumentEvent> listenToDocuments(DocumentListening input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "transaction",
      verb = "run",
      summary = "Read, check and write documents, all or nothing",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default TransactionOutcome runTransaction(DocumentTransaction transaction, Call call) {
    throw call.unsupported();
  }
}
