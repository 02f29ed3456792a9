package io.auterity.server.behalf;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Invocation;
import io.auterity.server.web.security.CallerRights;
import io.auterity.spi.CallFailedException;
import java.util.function.Supplier;

/**
 * The acts of a provider on behalf of one caller: each takes the right that it takes at the other
 * doors, and is audited as there.
 */
record BehalfActs(
    Invocation caller, String provider, GrantAuthorizer authorizer, AccessAudit audit) {

  /**
   * Refuses an act that the caller may not do.
   *
   * @throws CallFailedException {@code forbidden}
   */
  void require(Act act) {
    new CallerRights(authorizer, audit).require(caller.scope(), act, audited(act));
  }

  /** Does what the caller may do, and audits it. */
  <T> T done(Act act, Supplier<T> work) {
    require(act);
    return audit.around(caller.scope(), audited(act), work);
  }

  private AuditedAct audited(Act act) {
    return new AuditedAct(
        caller.principal(), "", act.target(), "%s at %s".formatted(caller.capability(), provider));
  }
}
