package io.auterity.platform.audit;

import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Entries that are written with the change they tell of, in its transaction: both are there or
 * neither is. Where the entry cannot be written, nothing is changed. To be asked last in a
 * transaction, as the tenant's other entries wait until it ends.
 */
public final class ChangeAudit {

  private static final String DONE = "done";

  private final AuditStore store = new AuditStore();
  private final Ids ids;
  private final Time time;

  public ChangeAudit(Ids ids, Time time) {
    this.ids = ids;
    this.time = time;
  }

  /**
   * Tells of a change in the transaction that makes it.
   *
   * @throws CallFailedException {@code unavailable} when the log does not take it
   */
  public void write(Transaction tx, AuditedAct act, AuditedChange change) {
    write(tx, act, List.of(change));
  }

  /**
   * The same of several changes, in their order.
   *
   * @throws CallFailedException {@code unavailable} when the log does not take them
   */
  public void write(Transaction tx, AuditedAct act, List<AuditedChange> changes) {
    if (!changes.isEmpty()) {
      store.append(tx, changes.stream().map(change -> bytes(act, change)).toList());
    }
  }

  /**
   * The same for a tenant that is not entered.
   *
   * @throws CallFailedException {@code unavailable} when the log does not take it
   */
  public void write(EngineTransaction tx, UUID tenant, AuditedAct act, AuditedChange change) {
    store.append(tx, AuditStore.APPEND_TENANCY_AUDIT, tenant, bytes(act, change));
  }

  /**
   * The same for a plugin, which is every tenant's: in the log of the tenant whose caller asked for
   * it, and in that of the installation.
   *
   * @throws CallFailedException {@code unavailable} when a log does not take it
   */
  public void writeOfPlugin(
      EngineTransaction tx, UUID tenant, AuditedAct act, AuditedChange change) {
    byte[] entry = bytes(act, change);
    store.append(tx, AuditStore.APPEND_PLUGIN_AUDIT, AuditLog.INSTALLATION, entry);
    store.append(tx, AuditStore.APPEND_PLUGIN_AUDIT, tenant, entry);
  }

  private byte[] bytes(AuditedAct act, AuditedChange change) {
    return event(act, change.target(), DONE, change.details()).canonical();
  }

  /**
   * Writes entries together with the events that tell of the same.
   *
   * @throws CallFailedException {@code unavailable} when the log does not take them
   */
  public void write(Transaction tx, List<AuditEvent> entries) {
    store.append(tx, entries.stream().map(AuditEvent::canonical).toList());
  }

  /** An entry of now. */
  public AuditEvent event(
      AuditedAct act, String target, String outcome, Map<String, String> details) {
    return new AuditEvent(ids.next(), time.now(), act, target, outcome, details);
  }
}
