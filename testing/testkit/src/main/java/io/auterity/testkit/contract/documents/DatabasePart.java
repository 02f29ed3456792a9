package io.auterity.testkit.contract.documents;

import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.WhichDocument;
import io.auterity.testkit.contract.ContractPart;
import java.util.Map;

/** What tests of a database ask it with. */
abstract class DatabasePart extends ContractPart<DocumentDatabase> {

  static final String UNICODE = "Überall 日本 🚀 עברית";

  final DocumentDatabaseContract contract;

  DatabasePart(DocumentDatabaseContract contract) {
    super(contract);
    this.contract = contract;
  }

  final DocumentDatabase database() {
    return instance();
  }

  /** A collection that holds nothing yet. */
  Ref collection() {
    return Ref.of(contract.freshName());
  }

  static FieldValue text(String value) {
    return new FieldValue.Text(value);
  }

  static FieldValue number(long value) {
    return new FieldValue.Int64(value);
  }

  StoredDocument stored(Ref collection, Map<String, FieldValue> fields) {
    return database()
        .createDocument(
            new NewDocument(collection, contract.freshName(), fields), call("document.create"));
  }

  StoredDocument read(Ref document) {
    return database().getDocument(new WhichDocument(document), call("document.get"));
  }
}
