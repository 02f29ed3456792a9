package io.auterity.relay.attempt.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.relay.attempt.DispatchLog;
import java.util.Optional;
import java.util.UUID;

/** Notes in PostgreSQL; the primary key decides who was first. */
public record DispatchStore(Database database) implements DispatchLog {

  @Override
  public Optional<UUID> note(TenantScope scope, Note note) {
    UUID first = database.inTenant(scope, tx -> note(tx, scope, note));
    return Optional.of(first).filter(decision -> !decision.equals(note.decision()));
  }

  // One statement decides, and it always has a row to tell of: what is asked for in a second one
  // may have been taken back in between, and would look as if no caller had come before.
  private static UUID note(Transaction tx, TenantScope scope, Note note) {
    return tx.query(
            """
            insert into dispatched (tenant, key, decision, capability, provider, at)
            values (:tenant, :key, :decision, :capability, :provider, :at)
            on conflict (tenant, key) do update set provider =
              case when dispatched.decision = excluded.decision
                then excluded.provider else dispatched.provider end
            returning decision
            """)
        .bind("tenant", scope.tenant())
        .bind("key", note.key())
        .bind("decision", note.decision())
        .bind("capability", note.capability())
        .bind("provider", note.provider())
        .bind("at", note.at())
        .mapTo(UUID.class)
        .one();
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
