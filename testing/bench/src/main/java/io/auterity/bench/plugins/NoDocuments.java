package io.auterity.bench.plugins;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents of a process without a database. */
public final class NoDocuments implements Documents {

  @Override
  public <T> T write(Function<Writer, T> work) {
    throw new CallFailedException(FailureCode.UNSUPPORTED, "there is no database");
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
