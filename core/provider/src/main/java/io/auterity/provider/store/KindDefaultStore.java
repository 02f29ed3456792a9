package io.auterity.provider.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.provider.life.KindDefaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores the default providers of tenants in rows. */
public record KindDefaultStore(Database database, ChangeAudit audit) implements KindDefaults {

  @Override
  public Known of(TenantScope scope) {
    return database.inTenant(scope, tx -> new Known(chosen(tx), byAge(tx)));
  }

  private static Map<String, String> chosen(Transaction tx) {
    Map<String, String> chosen = new HashMap<>();
    tx.query("select kind, provider from provider_default where tenant = current_tenant()")
        .map((row, context) -> chosen.put(row.getString("kind"), row.getString("provider")))
        .list();
    return chosen;
  }

  // One that was removed and applied again is as old as its last life.
  private static List<String> byAge(Transaction tx) {
    return tx.query(
            """
            select id
            from (
              select id, created, version, deleted,
                max(version) filter (where deleted) over (partition by id) as ended
              from resource where tenant = current_tenant() and kind = 'provider') r
            where not deleted and version > coalesce(ended, 0)
            group by id order by min(created), id
            """)
        .mapTo(String.class)
        .list();
  }

  @Override
  public void begin(Transaction tx, String kind, String provider) {
    write(
        tx,
        """
        insert into provider_default (tenant, kind, provider)
        values (current_tenant(), :kind, :provider) on conflict (tenant, kind) do nothing
        """,
        kind,
        provider);
  }

  @Override
  public void put(Transaction tx, String kind, String provider) {
    write(
        tx,
        """
        insert into provider_default (tenant, kind, provider)
        values (current_tenant(), :kind, :provider)
        on conflict (tenant, kind) do update set provider = excluded.provider
        """,
        kind,
        provider);
  }

  private static void write(Transaction tx, String sql, String kind, String provider) {
    tx.update(sql).bind("kind", kind).bind("provider", provider).execute();
  }

  @Override
  public void forget(Transaction tx, String kind) {
    tx.update("delete from provider_default where tenant = current_tenant() and kind = :kind")
        .bind("kind", kind)
        .execute();
  }

  @Override
  public void choose(
      TenantScope scope, AuditedAct act, String kind, String provider, @Nullable String before) {
    boolean _ =
        database.inTenant(
            scope,
            tx -> {
              put(tx, kind, provider);
              audit.write(tx, act, new AuditedChange("provider/default/" + kind, before, provider));
              return true;
            });
  }
}
