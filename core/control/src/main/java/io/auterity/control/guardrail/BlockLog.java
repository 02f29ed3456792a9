package io.auterity.control.guardrail;

import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.audit.CountedLog;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Tells tenants which calls their guardrails have ended: an entry of the audit log and an event, in
 * one transaction. Blocks are counted by guardrail, caller, capability and way.
 */
public final class BlockLog {

  private final Database database;
  private final Outbox outbox;
  private final ChangeAudit audit;
  private final Ids ids;
  private final Time time;

  private record Source(UUID principal, String capability, String guardrail, String way) {

    private static Source of(BlockedCall call) {
      return new Source(
          call.source().principal().id(), call.capability(), call.guardrail(), call.way());
    }
  }

  private BlockLog(Database database, Outbox outbox, ChangeAudit audit, Ids ids, Time time) {
    this.database = database;
    this.outbox = outbox;
    this.audit = audit;
    this.ids = ids;
    this.time = time;
  }

  /** The log of blocks; it writes once it is started. */
  public static CountedLog<BlockedCall> of(
      Database database, Outbox outbox, ChangeAudit audit, Ids ids, Time time) {
    BlockLog log = new BlockLog(database, outbox, audit, ids, time);
    return new CountedLog<>("blocks of guardrails", Source::of, log::write, time);
  }

  private void write(TenantScope scope, List<CountedLog.Counted<BlockedCall>> counted) {
    Instant now = time.now();
    List<GuardrailBlocked> blocks =
        counted.stream().map(one -> new GuardrailBlocked(one.last(), one.count())).toList();
    database.inTenant(
        scope,
        tx -> {
          blocks.forEach(one -> outbox.append(tx, one.event(ids.next(), now)));
          audit.write(tx, blocks.stream().map(one -> one.entry(audit)).toList());
          return blocks.size();
        });
  }
}
