package io.auterity.plugins.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.FailureCode;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents of one tracker, as its nouns use them. */
record TrackerDocuments(String provider, Documents documents, InstantSource clock) {

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final int BATCH = 100;
  private static final int MOST_ROUNDS = 10_000;
  private static final String ASKED = "asked";

  <T> T write(Function<Writer, T> work) {
    return documents.write(work);
  }

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
   * Does something to each document that a filter finds, once, in short transactions. What others
   * make fit the filter meanwhile is met only if it stands further on, so that no writer keeps this
   * from its end.
   *
   * @throws CallFailedException as soon as the call ends; a repetition goes on with what is left
   */
  void forEach(String collection, Json.Obj filter, Call call, BiConsumer<Writer, Document> change) {
    batches(collection, filter, call, batch -> write(batch, change));
  }

  private void write(List<Document> batch, BiConsumer<Writer, Document> change) {
    documents.write(
        writer -> {
          for (Document seen : batch) {
            writer
                .get(seen.collection(), seen.id())
                .ifPresent(present -> change.accept(writer, present));
          }
          return batch;
        });
  }

  private void batches(
      String collection, Json.Obj filter, Call call, Consumer<List<Document>> action) {
    String after = null;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Document> found = documents.list(collection, filter, after, BATCH);
      if (found.isEmpty()) {
        return;
      }
      TrackerErrors.requireTime(call, collection, round * BATCH);
      action.accept(found);
      after = found.getLast().id();
    }
    throw TrackerErrors.unfinished(
        FailureCode.UNAVAILABLE, "others add without end", collection, MOST_ROUNDS * BATCH);
  }

  /** Deletes what a filter finds, as {@link #forEach}. */
  void clear(String collection, Json.Obj filter, Call call) {
    clear(
        collection,
        filter,
        call,
        document -> {},
        (writer, present) -> writer.delete(collection, present.id()));
  }

  /**
   * As above.
   *
   * @param before removes what hangs on a document, so that where this breaks off a repetition
   *     finds the document and goes on
   * @param drop deletes it
   */
  void clear(
      String collection,
      Json.Obj filter,
      Call call,
      Consumer<Document> before,
      BiConsumer<Writer, Document> drop) {
    batches(
        collection,
        filter,
        call,
        batch -> {
          batch.forEach(before);
          write(batch, drop);
        });
  }
}
