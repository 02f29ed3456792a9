package io.auterity.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small transactional store of JSON documents, confined to one provider of one tenant, so that an
 * embedded connector needs no database of its own. Ids are unique in a collection; so is each pair
 * of key name and value.
 */
public interface Documents {

  /**
   * Runs {@code work} in one transaction; a thrown exception undoes it. Writers of a provider take
   * turns, so that work is short; requests inside it are refused.
   *
   * @throws CallFailedException {@code not_found} when the provider is gone
   */
  <T> T write(Function<Writer, T> work);

  Optional<Document> get(String collection, String id);

  /** The document that carries this unique key. */
  Optional<Document> find(String collection, String key, String value);

  /**
   * Documents in the order of their creation, oldest first; one that is added again within a day
   * after it was deleted stands where it stood.
   *
   * @param filter top-level fields that must be equal; of a list, the items that it must hold
   * @param after id of the last document of the page before, also when it was deleted within a day;
   *     null for the first page
   * @param limit at most 1,000
   * @throws CallFailedException {@code invalid} when nothing is known of a document {@code after}
   */
  List<Document> list(String collection, Json.Obj filter, @Nullable String after, int limit);

  /** What may be done inside {@link #write}; it sees its own changes. */
  interface Writer {
    /** The document, which no other transaction changes until this one ends. */
    Optional<Document> get(String collection, String id);

    Optional<Document> find(String collection, String key, String value);

    /**
     * Adds a document, or returns the one that already holds one of its unique keys; so a call that
     * is repeated with its idempotency key as a unique key adds nothing.
     */
    Added addOrGet(Document document, Map<String, String> uniqueKeys);

    /**
     * Replaces the body of a document.
     *
     * @throws CallFailedException {@code not_found}
     */
    void put(Document document);

    void delete(String collection, String id);

    /** The next number of a sequence that starts at 1 and never repeats; it may have gaps. */
    long next(String sequence);
  }

  /** A document: its place and its body. */
  record Document(String collection, String id, Json.Obj body) {}

  /** The outcome of {@link Writer#addOrGet}: the stored document, and whether it is new. */
  record Added(Document document, boolean created) {}
}
