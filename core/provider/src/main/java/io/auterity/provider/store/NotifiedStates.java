package io.auterity.provider.store;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.provider.life.ProviderStates;
import java.util.Optional;

/**
 * The states of providers of which their tenants were notified last, in rows that go with the
 * providers.
 */
public record NotifiedStates(Database database) implements ProviderStates.Told {

  @Override
  public boolean change(ProviderStates.Change change, ProviderStates.Telling telling) {
    return database.inTenant(change.scope(), tx -> changed(tx, change, telling));
  }

  private static boolean changed(
      Transaction tx, ProviderStates.Change change, ProviderStates.Telling telling) {
    if (added(tx, change)) {
      telling.tell(tx, null);
      return true;
    }
    Optional<String> before = locked(tx, change);
    if (before.isPresent() && !before.get().equals(change.state())) {
      put(tx, change);
      telling.tell(tx, before.get());
    }
    return before.isPresent();
  }

  private static boolean added(Transaction tx, ProviderStates.Change change) {
    return tx.update(
                """
                insert into provider_state (tenant, owner, state, since)
                select o.tenant, o.id, :state, :now from document_owner o
                where o.tenant = current_tenant() and o.provider = :provider
                for key share of o
                on conflict (tenant, owner) do nothing
                """)
            .bind("provider", change.provider())
            .bind("state", change.state())
            .bind("now", change.at())
            .execute()
        > 0;
  }

  private static Optional<String> locked(Transaction tx, ProviderStates.Change change) {
    return tx.query(
            """
            select s.state from provider_state s
              join document_owner o on o.tenant = current_tenant() and o.id = s.owner
            where s.tenant = current_tenant() and o.provider = :provider for update of s
            """)
        .bind("provider", change.provider())
        .mapTo(String.class)
        .findOne();
  }

  private static void put(Transaction tx, ProviderStates.Change change) {
    tx.update(
            """
            update provider_state s set state = :state, since = :now
            from document_owner o
            where s.tenant = current_tenant() and o.tenant = current_tenant() and o.id = s.owner
              and o.provider = :provider
            """)
        .bind("provider", change.provider())
        .bind("state", change.state())
        .bind("now", change.at())
        .execute();
  }
}
