package io.auterity.provider.store;

import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.FailureCode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlStatement;

/** Changes documents of one provider inside one transaction, in which it has its turn. */
record StoredDocumentsWriter(Transaction tx, UUID tenant, UUID owner, Consumer<RaisedEvent> events)
    implements Writer {

  @Override
  public Optional<Document> get(String collection, String id) {
    return DocumentQueries.get(tx, owner, collection, id);
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return DocumentQueries.find(tx, owner, collection, key, value);
  }

  @Override
  public Added addOrGet(Document document, Map<String, String> uniqueKeys) {
    Optional<Document> holder =
        uniqueKeys.entrySet().stream()
            .flatMap(key -> find(document.collection(), key.getKey(), key.getValue()).stream())
            .findFirst();
    if (holder.isPresent()) {
      return new Added(holder.get(), false);
    }
    insert(document);
    uniqueKeys.forEach((name, value) -> insertKey(document, name, value));
    return new Added(document, true);
  }

  @Override
  public void put(Document document) {
    int changed =
        placed(
                tx.update(
                    """
                    update document set body = :body::jsonb
                    where tenant = current_tenant() and owner = :owner
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
                with gone as (
                  delete from document
                  where tenant = current_tenant() and owner = :owner
                    and collection = :collection and id = :id
                  returning tenant, owner, collection, id, position)
                insert into document_gone (tenant, owner, collection, id, position, deleted)
                select tenant, owner, collection, id, position, now() from gone
                """),
            collection,
            id)
        .execute();
    forget();
  }

  /** Lists that are read page by page are over after a day. */
  private void forget() {
    tx.update(
            """
            delete from document_gone
            where tenant = current_tenant() and owner = :owner
              and deleted < now() - interval '1 day'
            """)
        .bind("owner", owner)
        .execute();
  }

  @Override
  public long next(String sequence) {
    return tx.query(
            """
            insert into document_sequence as s (tenant, owner, name, last)
            values (:tenant, :owner, :name, 1)
            on conflict (tenant, owner, name) do update set last = s.last + 1
            returning last
            """)
        .bind("tenant", tenant)
        .bind("owner", owner)
        .bind("name", sequence)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public void raise(RaisedEvent event) {
    events.accept(event);
  }

  private void insert(Document document) {
    if (restored(document)) {
      return;
    }
    int added =
        placed(
                tx.update(
                    """
                    insert into document (tenant, owner, collection, id, body)
                    values (:tenant, :owner, :collection, :id, :body::jsonb)
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

  // At its old place, where a list that has passed it does not come by again.
  private boolean restored(Document document) {
    return placed(
                tx.update(
                    """
                    with gone as (
                      delete from document_gone
                      where tenant = current_tenant() and owner = :owner
                        and collection = :collection and id = :id
                      returning tenant, owner, collection, id, position)
                    insert into document (tenant, owner, collection, id, body, position)
                    overriding system value
                    select tenant, owner, collection, id, :body::jsonb, position from gone
                    """),
                document.collection(),
                document.id())
            .bind("body", document.body().toString())
            .execute()
        > 0;
  }

  private void insertKey(Document document, String name, String value) {
    placed(
            tx.update(
                """
                insert into document_key (tenant, owner, collection, name, value, id)
                values (:tenant, :owner, :collection, :name, :value, :id)
                """),
            document.collection(),
            document.id())
        .bind("tenant", tenant)
        .bind("name", name)
        .bind("value", value)
        .execute();
  }

  private <S extends SqlStatement<S>> S placed(S statement, String collection, String id) {
    return statement.bind("owner", owner).bind("collection", collection).bind("id", id);
  }
}
