package io.auterity.relay.attempt.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.relay.attempt.Dispatches;
import java.util.Optional;
import java.util.UUID;

/** Notes in PostgreSQL; the primary key decides who was first. */
public final class DispatchStore implements Dispatches {

  private final Database database;

  public DispatchStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<UUID> note(TenantScope scope, Note note) {
    return database.inTenant(
        scope, tx -> insert(tx, scope, note) == 1 ? Optional.empty() : first(tx, note.key()));
  }

  private static int insert(Transaction tx, TenantScope scope, Note note) {
    return tx.update(
            """
            insert into dispatched (tenant, key, decision, capability, provider, at)
            values (:tenant, :key, :decision, :capability, :provider, :at)
            on conflict (tenant, key) do update set provider = excluded.provider
            where dispatched.decision = excluded.decision
            """)
        .bind("tenant", scope.tenant())
        .bind("key", note.key())
        .bind("decision", note.decision())
        .bind("capability", note.capability())
        .bind("provider", note.provider())
        .bind("at", note.at())
        .execute();
  }

  private static Optional<UUID> first(Transaction tx, String key) {
    return tx.query(
            "select decision from dispatched where tenant = current_tenant() and key = :key")
        .bind("key", key)
        .mapTo(UUID.class)
        .findFirst();
  }

  @Override
  public void forget(TenantScope scope, String key, UUID decision) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    delete from dispatched
                    where tenant = current_tenant() and key = :key and decision = :decision
                    """)
                .bind("key", key)
                .bind("decision", decision)
                .execute());
  }
}
