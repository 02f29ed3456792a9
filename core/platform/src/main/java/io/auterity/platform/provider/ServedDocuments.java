package io.auterity.platform.provider;

import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents of a provider, served to its connector. */
record ServedDocuments(Documents stored, HostServices services) implements Documents {

  @Override
  public <T> T write(Function<Writer, T> work) {
    return services.serve(() -> stored.write(work));
  }

  @Override
  public Optional<Document> get(String collection, String id) {
    return services.serve(() -> stored.get(collection, id));
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return services.serve(() -> stored.find(collection, key, value));
  }

  @Override
  public List<Document> list(
      String collection, Json.Obj filter, @Nullable String after, int limit) {
    return services.serve(() -> stored.list(collection, filter, after, limit));
  }
}
