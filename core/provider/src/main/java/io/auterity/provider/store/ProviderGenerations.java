package io.auterity.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;

/** The generations of providers of one name: tells a provider from former ones. */
public record ProviderGenerations(Database database) {

  /** The number of this provider's life: it grows when the provider is removed. */
  public long of(TenantScope scope, String provider) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select coalesce(max(version), 0) from resource
                    where tenant = current_tenant() and kind = 'provider' and id = :provider
                      and deleted
                    """)
                .bind("provider", provider)
                .mapTo(Long.class)
                .one());
  }
}
