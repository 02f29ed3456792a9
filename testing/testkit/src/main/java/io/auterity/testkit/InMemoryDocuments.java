package io.auterity.testkit;

import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Documents in memory, one writer at a time; a thrown exception undoes what the writer did. */
public final class InMemoryDocuments implements Documents {

  private DocumentSet committed = new DocumentSet();
  private boolean writing;

  @Override
  public synchronized <T> T write(Function<Writer, T> work) {
    if (writing) {
      throw new IllegalStateException("write inside write");
    }
    writing = true;
    try {
      DocumentSet changed = committed.copy();
      T result = work.apply(changed);
      committed = changed;
      return result;
    } finally {
      writing = false;
    }
  }

  @Override
  public synchronized Optional<Document> get(String collection, String id) {
    return committed.get(collection, id);
  }

  @Override
  public synchronized Optional<Document> find(String collection, String key, String value) {
    return committed.find(collection, key, value);
  }

  @Override
  public synchronized List<Document> list(
      String collection, Json.Obj filter, @Nullable String after, int limit) {
    if (limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
    }
    return committed.stream(collection, after)
        .filter(document -> matches(document.body(), filter))
        .limit(limit)
        .toList();
  }

  /** The events of all writers that have ended well, in their order. */
  public synchronized List<RaisedEvent> raised() {
    return committed.raised();
  }

  private static boolean matches(Json.Obj body, Json.Obj filter) {
    return filter.fields().entrySet().stream()
        .allMatch(field -> holds(body.get(field.getKey()), field.getValue()));
  }

  private static boolean holds(@Nullable Json value, Json wanted) {
    if (value instanceof Json.Arr(List<Json> items)
        && wanted instanceof Json.Arr(List<Json> some)) {
      return items.containsAll(some);
    }
    return wanted.equals(value);
  }
}
