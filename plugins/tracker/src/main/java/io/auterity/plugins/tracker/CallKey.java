package io.auterity.plugins.tracker;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The idempotency key of the call that made a document, kept as a unique key of the document. */
final class CallKey {

  private static final String NAME = "call";

  private CallKey() {}

  static Map<String, String> only(Optional<String> key) {
    return key.map(value -> Map.of(NAME, value)).orElse(Map.of());
  }

  static Map<String, String> with(String name, String value, Optional<String> key) {
    Map<String, String> keys = new HashMap<>(only(key));
    keys.put(name, value);
    return keys;
  }

  /** Whether {@code document} was made by the call of that key. */
  static boolean holds(Writer writer, Document document, Optional<String> key) {
    return key.flatMap(value -> writer.find(document.collection(), NAME, value))
        .filter(holder -> holder.id().equals(document.id()))
        .isPresent();
  }

  /** The document that an earlier attempt of the call made. */
  static Optional<Document> find(Writer writer, String collection, Optional<String> key) {
    return key.flatMap(value -> writer.find(collection, NAME, value));
  }
}
