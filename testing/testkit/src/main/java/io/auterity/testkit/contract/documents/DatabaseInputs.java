package io.auterity.testkit.contract.documents;

import io.auterity.spi.Ref;
import io.auterity.spi.documents.CollectionQuery;
import io.auterity.spi.documents.DocumentListening;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.DocumentRemoval;
import io.auterity.spi.documents.DocumentSearch;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentUpdate;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.WhichDocument;
import io.auterity.spi.documents.WriteAction;
import java.util.List;
import java.util.Map;

/** One input for each operation. */
final class DatabaseInputs extends DatabasePart {

  DatabaseInputs(DocumentDatabaseContract contract) {
    super(contract);
  }

  Object of(String operation) {
    Ref collection = collection();
    boolean present = operation.startsWith("document.") && supports(operation);
    return about(
        operation, collection, present ? stored(collection, fields()).ref() : unknown(collection));
  }

  /** A name of no document. */
  Ref unknown(Ref collection) {
    return new Ref(provider().id(), collection.id() + "/" + contract.freshName());
  }

  private static Map<String, FieldValue> fields() {
    return Map.of("title", text("Title"));
  }

  /** An input that names these, whatever is there. */
  Object about(String operation, Ref collection, Ref document) {
    return switch (operation) {
      case "collection.list" -> new CollectionQuery(null, null, null);
      case "document.create" -> new NewDocument(collection, contract.freshName(), fields());
      case "document.get" -> new WhichDocument(document);
      case "document.put" -> new DocumentPut(document, fields());
      case "document.update" -> new DocumentUpdate(document, "title", text("New"));
      case "document.delete" -> new DocumentRemoval(document);
      case "document.query" -> new DocumentSearch(collection, null, null, null, null);
      case "document.listen" -> new DocumentListening(collection, null, null, null, false);
      case "transaction.run" ->
          new DocumentTransaction(
              null, null, List.of(new DocumentWrite(WriteAction.PUT, document, fields())));
      default -> throw new AssertionError("no input for " + operation);
    };
  }
}
