package io.auterity.testkit;

import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Documents that are others in all that is not said otherwise, e.g. to count or to end writes. */
public interface ForwardingDocuments extends Documents {

  /** The others. */
  Documents kept();

  @Override
  default <T> T write(Function<Writer, T> work) {
    return kept().write(work);
  }

  @Override
  default Optional<Document> get(String collection, String id) {
    return kept().get(collection, id);
  }

  @Override
  default Optional<Document> find(String collection, String key, String value) {
    return kept().find(collection, key, value);
  }

  @Override
  default List<Document> list(
      String collection, Json.Obj filter, @Nullable String after, int limit) {
    return kept().list(collection, filter, after, limit);
  }
}
