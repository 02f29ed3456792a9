package io.auterity.platform.audit.store;

import io.auterity.platform.audit.AuditEntry;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Reads and appends the rows of the audit log. */
public final class AuditStore {

  /** The sequence that the tenant's next entry gets. */
  public long next(EngineTransaction tx, UUID tenant) {
    return tx.query(EngineStatement.NEXT_AUDIT_SEQUENCE)
        .bind("tenant", tenant)
        .mapTo(Long.class)
        .one();
  }

  /** Appends all; the primary key refuses a sequence that is taken. */
  public void append(EngineTransaction tx, List<AuditEntry> rows) {
    PreparedBatch batch = tx.batch(EngineStatement.APPEND_AUDIT);
    for (AuditEntry row : rows) {
      batch
          .bind("tenant", row.tenant())
          .bind("sequence", row.sequence())
          .bind("bytes", row.bytes())
          .add();
    }
    batch.execute();
  }

  /** Whether exactly this entry stands in its place. */
  public boolean holds(EngineTransaction tx, AuditEntry row) {
    return tx.query(EngineStatement.AUDIT_ENTRY)
        .bind("tenant", row.tenant())
        .bind("sequence", row.sequence())
        .mapTo(byte[].class)
        .findOne()
        .filter(bytes -> Arrays.equals(bytes, row.bytes()))
        .isPresent();
  }

  /** The tenant's entries from a sequence on. */
  public List<AuditEntry> read(Transaction tx, long from, int limit) {
    return tx.query(
            """
            select tenant, sequence, bytes from audit_entry
            where tenant = current_tenant() and sequence >= :from
            order by sequence limit :limit
            """)
        .bind("from", from)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new AuditEntry(row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3)))
        .list();
  }
}
