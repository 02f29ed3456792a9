package io.auterity.plugins.documents;

import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.json.EventRecord;
import java.util.List;

/** The events of a database, each raised by the writer of the document that it tells of. */
final class WriteEvents {

  static final String CREATED = "documents.document.created";
  static final String UPDATED = "documents.document.updated";
  static final String DELETED = "documents.document.deleted";

  static final List<String> TYPES = List.of(CREATED, UPDATED, DELETED);

  private static final Shapes RESULTS = Shapes.ofResults();
  private static final int LONGEST_SUBJECT = 500;

  private WriteEvents() {}

  /** Tells of a document as it stands, or as it stood last. */
  static void raise(Writer writer, String type, StoredDocument document) {
    Json.Obj record = (Json.Obj) RESULTS.write(document, StoredDocument.class);
    writer.raise(
        new RaisedEvent(type, subject(document.ref().id()), EventRecord.fitting(record, "fields")));
  }

  // The record has the whole path.
  private static String subject(String path) {
    if (path.length() <= LONGEST_SUBJECT) {
      return path;
    }
    String end = path.substring(path.length() - LONGEST_SUBJECT);
    return Character.isLowSurrogate(end.charAt(0)) ? end.substring(1) : end;
  }
}
