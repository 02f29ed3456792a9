package io.auterity.platform.provider.store;

import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.FailureCode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/** Changes documents of one provider inside one transaction. */
final class StoredDocumentsWriter implements Writer {

  private final Transaction tx;
  private final UUID tenant;
  private final String provider;

  StoredDocumentsWriter(Transaction tx, UUID tenant, String provider) {
    this.tx = tx;
    this.tenant = tenant;
    this.provider = provider;
  }

  @Override
  public Optional<Document> get(String collection, String id) {
    return DocumentQueries.hold(tx, provider, collection, id);
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return DocumentQueries.find(tx, provider, collection, key, value);
  }

  /**
   * Two transactions that add with one key meet at its row in {@code document_key}: the second
   * waits for the first to end, and if that committed, takes its own document back and returns the
   * other one. Keys are taken in one order, so that no two wait for each other.
   */
  @Override
  public Added addOrGet(Document document, Map<String, String> uniqueKeys) {
    Optional<Document> holder = holder(document.collection(), uniqueKeys);
    if (holder.isPresent()) {
      return new Added(holder.get(), false);
    }
    insert(document);
    for (Map.Entry<String, String> key : new TreeMap<>(uniqueKeys).entrySet()) {
      if (!takeKey(document, key.getKey(), key.getValue())) {
        delete(document.collection(), document.id());
        return new Added(holder(document.collection(), uniqueKeys).orElseThrow(), false);
      }
    }
    return new Added(document, true);
  }

  @Override
  public void put(Document document) {
    int changed =
        placed(
                tx.update(
                    """
                    update document set body = :body::jsonb
                    where tenant = current_tenant() and provider = :provider
                      and collection = :collection and id = :id
                    """),
                document.collection(),
                document.id())
            .bind("body", document.body().toString())
            .execute();
    if (changed == 0) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "%s holds no %s".formatted(document.collection(), document.id()));
    }
  }

  @Override
  public void delete(String collection, String id) {
    placed(
            tx.update(
                """
                delete from document
                where tenant = current_tenant() and provider = :provider
                  and collection = :collection and id = :id
                """),
            collection,
            id)
        .execute();
  }

  @Override
  public long next(String sequence) {
    return tx.query(
            """
            insert into document_sequence as s (tenant, provider, name, last)
            values (:tenant, :provider, :name, 1)
            on conflict (tenant, provider, name) do update set last = s.last + 1
            returning last
            """)
        .bind("tenant", tenant)
        .bind("provider", provider)
        .bind("name", sequence)
        .mapTo(Long.class)
        .one();
  }

  private Optional<Document> holder(String collection, Map<String, String> uniqueKeys) {
    return uniqueKeys.entrySet().stream()
        .flatMap(key -> find(collection, key.getKey(), key.getValue()).stream())
        .findFirst();
  }

  private void insert(Document document) {
    int added =
        placed(
                tx.update(
                    """
                    insert into document (tenant, provider, collection, id, body)
                    values (:tenant, :provider, :collection, :id, :body::jsonb)
                    on conflict do nothing
                    """),
                document.collection(),
                document.id())
            .bind("tenant", tenant)
            .bind("body", document.body().toString())
            .execute();
    if (added == 0) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "%s already holds %s".formatted(document.collection(), document.id()));
    }
  }

  private boolean takeKey(Document document, String name, String value) {
    int taken =
        placed(
                tx.update(
                    """
                    insert into document_key (tenant, provider, collection, name, value, id)
                    values (:tenant, :provider, :collection, :name, :value, :id)
                    on conflict do nothing
                    """),
                document.collection(),
                document.id())
            .bind("tenant", tenant)
            .bind("name", name)
            .bind("value", value)
            .execute();
    return taken == 1;
  }

  private <S extends SqlStatement<S>> S placed(S statement, String collection, String id) {
    return statement.bind("provider", provider).bind("collection", collection).bind("id", id);
  }
}
