package io.auterity.control.access;

import io.auterity.platform.audit.AuditEvent;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.audit.CountedLog;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.time.Time;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A call that was denied, as its caller has no grant for it.
 *
 * @param door that it came in by, e.g. {@code gateway}
 * @param capability e.g. {@code chat.message.create}
 * @param decision e.g. {@code dec_0190…}
 */
public record DeniedCall(
    Principal caller, String door, String capability, String reason, String decision) {

  private record Source(UUID caller, String capability) {

    private static Source of(DeniedCall call) {
      return new Source(call.caller().id(), call.capability());
    }
  }

  /**
   * The log of these calls, counted by caller and capability: violations in the tenant's audit log.
   * It writes once it is started.
   */
  public static CountedLog<DeniedCall> log(Database database, ChangeAudit audit, Time time) {
    return new CountedLog<>(
        "denied calls",
        Source::of,
        (scope, counted) -> write(database, audit, scope, counted),
        time);
  }

  private static void write(
      Database database,
      ChangeAudit audit,
      TenantScope scope,
      List<CountedLog.Counted<DeniedCall>> counted) {
    List<AuditEvent> entries =
        counted.stream().map(one -> one.last().entry(audit, one.count())).toList();
    database.inTenant(
        scope,
        tx -> {
          audit.write(tx, entries);
          return entries.size();
        });
  }

  private AuditEvent entry(ChangeAudit audit, long count) {
    return audit.event(
        new AuditedAct(caller, "", AccessAudit.VIOLATION, door),
        capability,
        AccessAudit.REFUSED,
        Map.of("count", String.valueOf(count), "decision", decision, "reason", reason));
  }
}
