package io.auterity.workflow.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;

/** The definitions that runs go by. */
public final class DefinitionStore {

  /** Keeps a definition; does nothing when it is kept already. */
  public static void add(
      Transaction tx, TenantScope scope, Digest digest, StoredJson spec, Instant now) {
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
}
