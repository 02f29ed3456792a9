package io.auterity.plugins.documents;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of documents, of the names of their collections and of the last writes. A write has a
 * number, which is the revision of what it made and its place among the writes.
 */
record DocumentStore(String provider, Documents store) {

  /** How many writes are remembered for those who follow them. */
  static final long WRITES_KEPT = 5_000;

  private static final String COLLECTIONS = "collections";
  private static final String WRITES = "writes";
  private static final String STATE = "state";
  private static final String LAST = "last";
  private static final String PARENT = "parent";
  private static final String COUNT = "count";
  private static final String WAS = "was";
  private static final String COLLECTION = "collection";
  private static final String DOCUMENT = "document";

  Ref ref(Object name) {
    return new Ref(provider, name.toString());
  }

  private static String shelf(String collection) {
    return "in/" + collection;
  }

  Optional<DocumentRow> get(DocumentName name) {
    return store.get(shelf(name.collection()), name.id()).map(d -> DocumentRow.read(name, d));
  }

  static Optional<DocumentRow> get(Writer writer, DocumentName name) {
    return writer.get(shelf(name.collection()), name.id()).map(d -> DocumentRow.read(name, d));
  }

  /** Some documents of a collection, in the order of their creation. */
  List<DocumentRow> some(String collection, @Nullable String after, int limit) {
    return store.list(shelf(collection), Json.EMPTY, after, limit).stream()
        .map(stored -> DocumentRow.read(new DocumentName(collection, stored.id()), stored))
        .toList();
  }

  /** Collections below a document, oldest first; those at the top below none. */
  List<String> collections(String parent, @Nullable String after, int limit) {
    Json.Obj filter = Json.EMPTY.with(PARENT, Json.of(parent));
    return store.list(COLLECTIONS, filter, after, limit).stream().map(Document::id).toList();
  }

  /** The number of the next write. */
  static long number(Writer writer) {
    long number = writer.next(WRITES);
    Document state = new Document(STATE, WRITES, Json.EMPTY.with(LAST, Json.of(number)));
    if (writer.get(STATE, WRITES).isPresent()) {
      writer.put(state);
    } else {
      writer.addOrGet(state, Map.of());
    }
    return number;
  }

  /** The number of the last write; 0 before the first. */
  long last() {
    return store
        .get(STATE, WRITES)
        .map(state -> state.body().get(LAST) instanceof Json.Int(long number) ? number : 0L)
        .orElse(0L);
  }

  /** Stores a document in place of the one before. */
  static void put(Writer writer, Optional<DocumentRow> before, DocumentRow now) {
    Document document = new Document(shelf(now.name().collection()), now.name().id(), now.body());
    if (before.isPresent()) {
      writer.put(document);
    } else {
      writer.addOrGet(document, Map.of());
      count(writer, now.name().collection(), 1);
    }
    remember(writer, now.name(), before.isPresent(), now.revision());
  }

  /** Deletes a document. */
  static void delete(Writer writer, DocumentRow before, long number) {
    DocumentName name = before.name();
    writer.delete(shelf(name.collection()), name.id());
    count(writer, name.collection(), -1);
    remember(writer, name, true, number);
  }

  private static void count(Writer writer, String collection, int more) {
    Document known = writer.get(COLLECTIONS, collection).orElse(null);
    long held =
        known != null && known.body().get(COUNT) instanceof Json.Int(long number) ? number : 0;
    Json.Obj body =
        Json.EMPTY
            .with(PARENT, Json.of(DocumentName.parent(collection)))
            .with(COUNT, Json.of(held + more));
    Document now = new Document(COLLECTIONS, collection, body);
    if (known == null) {
      writer.addOrGet(now, Map.of());
    } else if (held + more > 0) {
      writer.put(now);
    } else {
      writer.delete(COLLECTIONS, collection);
    }
  }

  // Without fields: what is deleted must not lie here.
  private static void remember(Writer writer, DocumentName name, boolean was, long number) {
    Json.Obj body =
        Json.EMPTY
            .with(COLLECTION, Json.of(name.collection()))
            .with(DOCUMENT, Json.of(name.id()))
            .with(WAS, Json.of(was));
    writer.addOrGet(new Document(WRITES, id(number), body), Map.of());
    writer.delete(WRITES, id(number - WRITES_KEPT));
  }

  private static String id(long number) {
    return "%019d".formatted(Math.max(number, 0));
  }

  /**
   * A write that is remembered.
   *
   * @param was whether there was a document before
   */
  record Write(long number, DocumentName name, boolean was) {

    private static Write read(Document stored) {
      Fields body = Fields.of(stored.body());
      return new Write(
          Long.parseLong(stored.id()),
          new DocumentName(body.text(COLLECTION), body.text(DOCUMENT)),
          Json.of(true).equals(stored.body().get(WAS)));
    }
  }

  /**
   * Some writes after a number, in order.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when not all of them are remembered
   */
  List<Write> writesAfter(long number, int limit) {
    long known = last();
    if (number > known) {
      throw unknown(number);
    }
    List<Write> writes =
        number == known
            ? List.of()
            : store.list(WRITES, Json.EMPTY, number == 0 ? null : id(number), limit).stream()
                .map(Write::read)
                .toList();
    if (number < last() - WRITES_KEPT) {
      throw unknown(number);
    }
    return writes;
  }

  private static CallFailedException unknown(long number) {
    return Refusal.invalid(
        "from", "is no position of late ('%d'): begin again without one".formatted(number));
  }
}
