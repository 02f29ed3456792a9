package io.auterity.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one provider of one tenant: of the one that has the name in that life, or else
 * when they are first used, and of no other that has it later. Its writers take turns, so that
 * documents become visible in the order of their creation: in this process before they have a
 * connection, and by a lock of a row with those of other processes.
 */
final class StoredDocuments implements Documents {

  private static final int MOST = 1_000;

  /** Where writers take turns. */
  record Place(UUID tenant, String provider) {}

  private final Database database;
  private final DocumentOutbox events;
  private final WriterQueue<Place> turns;
  private final TenantScope scope;
  private final String provider;
  private final @Nullable Long life;
  private volatile @Nullable UUID owner;

  StoredDocuments(
      Database database,
      DocumentOutbox events,
      WriterQueue<Place> turns,
      TenantScope scope,
      String provider,
      @Nullable Long life) {
    this.database = database;
    this.events = events;
    this.turns = turns;
    this.scope = scope;
    this.provider = provider;
    this.life = life;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CallFailedException {@code not_found} when the provider is gone; {@code unavailable}
   *     when too many write, {@code unavailable} when another process does for long
   */
  @Override
  public <T> T write(Function<Writer, T> work) {
    // A write inside a transaction is refused there; it must not wait for itself.
    return Database.inTransaction()
        ? written(work)
        : turns.write(
            new Place(scope.tenant(), provider),
            "the documents of provider '%s'".formatted(provider),
            () -> written(work));
  }

  private <T> T written(Function<Writer, T> work) {
    return database.inTenant(
        scope,
        tx -> {
          UUID id = owner(tx).filter(one -> DocumentQueries.takeTurn(tx, one)).orElse(null);
          if (id == null) {
            throw gone();
          }
          return work.apply(
              new StoredDocumentsWriter(
                  tx, scope.tenant(), id, event -> events.append(tx, scope, provider, event)));
        });
  }

  @Override
  public Optional<Document> get(String collection, String id) {
    return database.inTenant(
        scope, tx -> owner(tx).flatMap(one -> DocumentQueries.get(tx, one, collection, id)));
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return database.inTenant(
        scope,
        tx -> owner(tx).flatMap(one -> DocumentQueries.find(tx, one, collection, key, value)));
  }

  @Override
  public List<Document> list(
      String collection, Json.Obj filter, @Nullable String after, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to %d, not %d".formatted(MOST, limit));
    }
    return database.inTenant(
        scope,
        tx -> {
          UUID id = owner(tx).orElse(null);
          if (id == null) {
            return List.of();
          }
          long position = after == null ? 0 : position(tx, id, collection, after);
          return DocumentQueries.list(tx, id, collection, filter, position, limit);
        });
  }

  private static long position(Transaction tx, UUID owner, String collection, String after) {
    return DocumentQueries.position(tx, owner, collection, after)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.INVALID,
                    "no list of %s goes on after '%s', which is not there and was not of late:"
                            .formatted(collection, after)
                        + " begin the list anew"));
  }

  private Optional<UUID> owner(Transaction tx) {
    UUID known = owner;
    if (known != null) {
      return Optional.of(known);
    }
    Optional<UUID> found = DocumentQueries.owner(tx, provider, life);
    found.ifPresent(one -> owner = one);
    return found;
  }

  private CallFailedException gone() {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "provider '%s' is gone, and its documents with it: apply it to begin anew"
            .formatted(provider));
  }
}
