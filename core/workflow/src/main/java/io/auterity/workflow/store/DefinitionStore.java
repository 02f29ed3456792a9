package io.auterity.workflow.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The definitions that runs go by. */
public final class DefinitionStore {

  /**
   * Keeps a definition; does nothing when it is kept already.
   *
   * @param awaited types of the events that its steps await, which are kept from then on
   */
  public static void add(
      Transaction tx,
      TenantScope scope,
      Digest digest,
      StoredJson spec,
      Set<String> awaited,
      Instant now) {
    if (!awaited.isEmpty()) {
      await(tx, awaited);
    }
    tx.update(
            """
            insert into workflow_definition (tenant, digest, spec, created)
            values (:tenant, :digest, :spec, :created)
            on conflict do nothing
            """)
        .bind("tenant", scope.tenant())
        .bind("digest", digest.bytes())
        .bind("spec", spec.array())
        .bind("created", now)
        .execute();
  }

  private static void await(Transaction tx, Set<String> types) {
    tx.update(
            """
            insert into awaited_type (tenant, type)
            select current_tenant(), type from unnest(:types) type order by type
            on conflict do nothing
            """)
        .bindArray("types", String.class, List.copyOf(types))
        .execute();
  }

  private DefinitionStore() {}
}
