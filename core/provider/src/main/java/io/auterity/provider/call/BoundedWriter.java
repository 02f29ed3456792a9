package io.auterity.provider.call;

import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A writer of documents that raises only the events of its connector, and so many of them. */
final class BoundedWriter implements Writer {

  private static final int MOST_EVENTS = 100;

  private final Writer stored;
  private final List<String> events;
  private int raised;

  BoundedWriter(Writer stored, List<String> events) {
    this.stored = stored;
    this.events = events;
  }

  @Override
  public void raise(RaisedEvent event) {
    if (!events.contains(event.type())) {
      throw new IllegalArgumentException(
          "events of type '%s' are none of this connector, which raises %s"
              .formatted(event.type(), events));
    }
    if (++raised > MOST_EVENTS) {
      throw new IllegalArgumentException(
          "a transaction raises at most %d events".formatted(MOST_EVENTS));
    }
    stored.raise(event);
  }

  @Override
  public Optional<Document> get(String collection, String id) {
    return stored.get(collection, id);
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return stored.find(collection, key, value);
  }

  @Override
  public Added addOrGet(Document document, Map<String, String> uniqueKeys) {
    return stored.addOrGet(document, uniqueKeys);
  }

  @Override
  public void put(Document document) {
    stored.put(document);
  }

  @Override
  public void delete(String collection, String id) {
    stored.delete(collection, id);
  }

  @Override
  public long next(String sequence) {
    return stored.next(sequence);
  }
}
