package io.auterity.platform.provider.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How documents are read. */
final class DocumentQueries {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  private static final String GET =
      """
      select body::text from document
      where tenant = current_tenant() and provider = :provider
        and collection = :collection and id = :id
      """;

  private DocumentQueries() {}

  static Optional<Document> get(Transaction tx, String provider, String collection, String id) {
    return one(tx, GET, provider, collection, id);
  }

  /** Reads a document and holds its row until the transaction ends. */
  static Optional<Document> hold(Transaction tx, String provider, String collection, String id) {
    return one(tx, GET + " for update", provider, collection, id);
  }

  private static Optional<Document> one(
      Transaction tx, String sql, String provider, String collection, String id) {
    return tx.query(sql)
        .bind("provider", provider)
        .bind("collection", collection)
        .bind("id", id)
        .map((row, context) -> new Document(collection, id, body(row.getString(1))))
        .findOne();
  }

  static Optional<Document> find(
      Transaction tx, String provider, String collection, String key, String value) {
    return tx.query(
            """
            select d.id, d.body::text
            from document_key k join document d using (tenant, provider, collection, id)
            where tenant = current_tenant() and provider = :provider and collection = :collection
              and k.name = :key and k.value = :value
            """)
        .bind("provider", provider)
        .bind("collection", collection)
        .bind("key", key)
        .bind("value", value)
        .map((row, context) -> new Document(collection, row.getString(1), body(row.getString(2))))
        .findOne();
  }

  static List<Document> list(
      Transaction tx,
      String provider,
      String collection,
      Json.Obj filter,
      @Nullable String after,
      int limit) {
    return tx.query(
            """
            select id, body::text from document
            where tenant = current_tenant() and provider = :provider and collection = :collection
              and body @> :filter::jsonb
              and (:after::text is null or position > (
                select position from document
                where tenant = current_tenant() and provider = :provider
                  and collection = :collection and id = :after))
            order by position
            limit :limit
            """)
        .bind("provider", provider)
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
