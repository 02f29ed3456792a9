package io.auterity.plugins.tracker;

import io.auterity.spi.Cursor;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents of one tracker, as its nouns use them. */
record TrackerDocuments(String provider, Documents documents, InstantSource clock) {

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final int BATCH = 100;
  private static final String ASKED = "asked";

  Ref ref(String id) {
    return new Ref(provider, id);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** A document that is about to be added, with what must be unique of it. */
  record Wanted(Document document, Map<String, String> uniqueKeys) {}

  /**
   * Adds a document unless this call has added one before.
   *
   * @param input of the call
   * @param taken what is said when a unique key is another document's
   */
  Document addOnce(
      String collection,
      Optional<String> callKey,
      Json input,
      Function<Writer, Wanted> make,
      Function<Document, ? extends RuntimeException> taken) {
    String asked = CallKey.digest(input);
    return documents.write(
        writer -> {
          Optional<Document> earlier = CallKey.find(writer, collection, callKey);
          if (earlier.isPresent()) {
            CallKey.requireSame(callKey, asked.equals(earlier.get().body().text(ASKED)));
            return earlier.get();
          }
          Wanted wanted = make.apply(writer);
          Map<String, String> keys = new HashMap<>(CallKey.only(callKey));
          keys.putAll(wanted.uniqueKeys());
          Document one = wanted.document();
          Added added =
              writer.addOrGet(
                  new Document(collection, one.id(), one.body().with(ASKED, Json.of(asked))), keys);
          if (!added.created()) {
            throw taken.apply(added.document());
          }
          return added.document();
        });
  }

  /** A page of a collection, oldest first. */
  <R> Page<R> page(
      String collection,
      Json.Obj filter,
      @Nullable Cursor cursor,
      @Nullable Integer limit,
      Function<Document, R> read) {
    int most = LIMIT.of(limit);
    String after = cursor == null ? null : cursor.value();
    List<Document> found = documents.list(collection, filter, after, most + 1);
    return Pages.ofOneMore(found, most, Document::id).map(read);
  }

  /**
   * Does something to each document that a filter finds, in short transactions, until it finds
   * none.
   *
   * @param change must make that the filter does not find the document again
   */
  void drain(String collection, Json.Obj filter, BiConsumer<Writer, Document> change) {
    List<Document> found = documents.list(collection, filter, null, BATCH);
    while (!found.isEmpty()) {
      List<Document> batch = found;
      documents.write(
          writer -> {
            batch.forEach(
                document ->
                    writer
                        .get(collection, document.id())
                        .ifPresent(present -> change.accept(writer, present)));
            return batch;
          });
      found = documents.list(collection, filter, null, BATCH);
    }
  }

  /** As {@link #drain} where each document goes. */
  void clear(String collection, Json.Obj filter) {
    drain(collection, filter, (writer, found) -> writer.delete(collection, found.id()));
  }
}
