package io.auterity.platform.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;

/** Providers as the database knows them, with nothing open for them. */
public final class AppliedProvider {

  private AppliedProvider() {}

  /** The first or the next version of a provider. */
  public static void apply(TestDatabase db, TenantScope tenant, String id) {
    Resource provider = new Resource("provider", id, 0, Json.EMPTY, Instant.EPOCH);
    var _ =
        db.database().inTenant(tenant, tx -> ResourceStore.add(tx, List.of(provider), "tester"));
  }

  public static void delete(TestDatabase db, TenantScope tenant, String id) {
    db.database()
        .inTenant(
            tenant,
            tx -> {
              ResourceStore.end(tx, "provider", id, Instant.EPOCH, "tester");
              return true;
            });
  }
}
