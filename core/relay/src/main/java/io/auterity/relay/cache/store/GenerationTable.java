package io.auterity.relay.cache.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.relay.cache.GenerationStore;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Generations of kept answers in the database, which renews them itself where a secret, a provider,
 * a route or a price list is changed. Every server on it hears of it.
 */
public record GenerationTable(Database database) implements GenerationStore {

  @Override
  public Map<UUID, UUID> generations(TenantScope scope, UUID route) {
    Map<UUID, UUID> found = new HashMap<>();
    database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select named, generation from cache_generation
                    where tenant = current_tenant() and named in (tenant, :route)
                    """)
                .bind("route", route)
                .map(
                    (row, context) ->
                        found.put(
                            row.getObject("named", UUID.class),
                            row.getObject("generation", UUID.class)))
                .list());
    return found;
  }

  // None is ever given twice, so that a database that was restored brings no answers back.
  @Override
  public void renew(TenantScope scope, UUID named) {
    database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    with renewed as (
                      insert into cache_generation (tenant, named, generation)
                      values (current_tenant(), :named, gen_random_uuid())
                      on conflict (tenant, named) do update set generation = excluded.generation
                      returning named)
                    select pg_notify('auterity_changes', 'cache ' || named) is null from renewed
                    """)
                .bind("named", named)
                .mapTo(Boolean.class)
                .list());
  }
}
