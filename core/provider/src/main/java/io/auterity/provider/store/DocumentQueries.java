package io.auterity.provider.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL queries by which documents are read. */
final class DocumentQueries {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  /** Who has the name now; empty when no provider of the tenant does, or not in that life. */
  static Optional<UUID> owner(Transaction tx, String provider, @Nullable Long life) {
    return tx.query(
            """
            select id from document_owner
            where tenant = current_tenant() and provider = :provider
              and (:life::bigint is null or :life = (
                select coalesce(max(version), 0) from resource
                where tenant = current_tenant() and kind = 'provider' and id = :provider
                  and deleted))
            """)
        .bind("provider", provider)
        .bind("life", life)
        .mapTo(UUID.class)
        .findOne();
  }

  /**
   * Keeps other writers of the owner out until the transaction ends; false when it is gone. Waits
   * for those of another process for a moment only, since all tenants share the connections.
   */
  static boolean takeTurn(Transaction tx, UUID owner) {
    tx.query("select set_config('lock_timeout', '2s', true)").mapTo(String.class).list();
    return tx.query(
            """
            select id from document_owner
            where tenant = current_tenant() and id = :owner for update
            """)
        .bind("owner", owner)
        .mapTo(UUID.class)
        .findOne()
        .isPresent();
  }

  /** Where a document stands, or stood before it was deleted of late. */
  static Optional<Long> position(Transaction tx, UUID owner, String collection, String id) {
    return tx.query(
            """
            select position from document
            where tenant = current_tenant() and owner = :owner
              and collection = :collection and id = :id
            union all
            select position from document_gone
            where tenant = current_tenant() and owner = :owner
              and collection = :collection and id = :id
            """)
        .bind("owner", owner)
        .bind("collection", collection)
        .bind("id", id)
        .mapTo(Long.class)
        .findOne();
  }

  static Optional<Document> get(Transaction tx, UUID owner, String collection, String id) {
    return tx.query(
            """
            select body::text from document
            where tenant = current_tenant() and owner = :owner
              and collection = :collection and id = :id
            """)
        .bind("owner", owner)
        .bind("collection", collection)
        .bind("id", id)
        .map((row, context) -> new Document(collection, id, body(row.getString(1))))
        .findOne();
  }

  static Optional<Document> find(
      Transaction tx, UUID owner, String collection, String key, String value) {
    return tx.query(
            """
            select d.id, d.body::text
            from document_key k join document d using (tenant, owner, collection, id)
            where tenant = current_tenant() and owner = :owner and collection = :collection
              and k.name = :key and k.value = :value
            """)
        .bind("owner", owner)
        .bind("collection", collection)
        .bind("key", key)
        .bind("value", value)
        .map((row, context) -> new Document(collection, row.getString(1), body(row.getString(2))))
        .findOne();
  }

  static List<Document> list(
      Transaction tx, UUID owner, String collection, Json.Obj filter, long after, int limit) {
    return tx.query(
            """
            select id, body::text from document
            where tenant = current_tenant() and owner = :owner and collection = :collection
              and body @> :filter::jsonb
              and position > :after
            order by position
            limit :limit
            """)
        .bind("owner", owner)
        .bind("collection", collection)
        .bind("filter", filter.toString())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> new Document(collection, row.getString(1), body(row.getString(2))))
        .list();
  }

  private static Json.Obj body(String text) {
    return READER.readObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
