package io.auterity.platform.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents of one provider of one tenant. */
public final class StoredDocuments implements Documents {

  private static final int MOST = 1_000;

  private final Database database;
  private final TenantScope scope;
  private final String provider;

  public StoredDocuments(Database database, TenantScope scope, String provider) {
    this.database = database;
    this.scope = scope;
    this.provider = provider;
  }

  @Override
  public <T> T write(Function<Writer, T> work) {
    return database.inTenant(
        scope, tx -> work.apply(new StoredDocumentsWriter(tx, scope.tenant(), provider)));
  }

  @Override
  public Optional<Document> get(String collection, String id) {
    return database.inTenant(scope, tx -> DocumentQueries.get(tx, provider, collection, id));
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return database.inTenant(
        scope, tx -> DocumentQueries.find(tx, provider, collection, key, value));
  }

  @Override
  public List<Document> list(
      String collection, Json.Obj filter, @Nullable String after, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to %d, not %d".formatted(MOST, limit));
    }
    return database.inTenant(
        scope, tx -> DocumentQueries.list(tx, provider, collection, filter, after, limit));
  }
}
