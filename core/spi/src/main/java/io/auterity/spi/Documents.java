package io.auterity.spi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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

    /**
     * Raises an event about what the transaction changes: both are there after it, or neither.
     * Triggers and waiting runs of the tenant are told of it.
     *
     * @throws IllegalArgumentException when {@link Connector#events} does not name its type, or a
     *     transaction raises more than 100
     */
    void raise(RaisedEvent event);
  }

  /** A document: its place and its body. */
  record Document(String collection, String id, Json.Obj body) {}

  /**
   * An event of a connector's own service, which is told as {@code io.auterity.TYPE.v1}.
   *
   * @param type kind, noun and what happened, e.g. {@code messaging.message.created}
   * @param subject what it is about, e.g. the id of a message
   * @param record of the kind, as JSON; at most 256 KiB
   */
  record RaisedEvent(String type, String subject, Json.Obj record) {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*){1,5}");
    private static final int LONGEST_TYPE = 200;
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_RECORD = 256 * 1024;

    public RaisedEvent {
      if (type.length() > LONGEST_TYPE || !TYPE.matcher(type).matches()) {
        throw new IllegalArgumentException(
            "the type of an event must be such as messaging.message.created, not '%s'"
                .formatted(type));
      }
      if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
        throw new IllegalArgumentException(
            "the subject of an event must be 1 to %d characters, not %d"
                .formatted(LONGEST_SUBJECT, subject.length()));
      }
      int length = record.toString().getBytes(StandardCharsets.UTF_8).length;
      if (length > LONGEST_RECORD) {
        throw new IllegalArgumentException(
            "the record of an event must be at most %d bytes, not %d"
                .formatted(LONGEST_RECORD, length));
      }
    }
  }

  /** The outcome of {@link Writer#addOrGet}: the stored document, and whether it is new. */
  record Added(Document document, boolean created) {}
}
