package io.auterity.provider;

import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store without documents. */
public final class NoDocuments implements Documents {
  @Override
  public <T> T write(Function<Writer, T> work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Document> get(String collection, String id) {
    return Optional.empty();
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return Optional.empty();
  }

  @Override
  public List<Document> list(
      String collection, Json.Obj filter, @Nullable String after, int limit) {
    return List.of();
  }
}
