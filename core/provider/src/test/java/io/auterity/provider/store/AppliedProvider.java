package io.auterity.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.provider.ProviderHouse;
import java.time.Instant;
import java.util.List;

/** Providers as the database knows them, with nothing open for them. */
public final class AppliedProvider {

  private AppliedProvider() {}

  /** The first or the next version of a provider. */
  public static void apply(TestDatabase db, TenantScope tenant, String id) {
    apply(db, tenant, id, "{}");
  }

  /** The same, with what it says as YAML. */
  public static void apply(TestDatabase db, TenantScope tenant, String id, String spec) {
    Resource provider = new Resource("provider", id, 0, ProviderHouse.json(spec), Instant.EPOCH);
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
