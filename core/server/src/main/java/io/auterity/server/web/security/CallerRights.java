package io.auterity.server.web.security;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;

/** The rights that acts of callers take. Refusals are audited. */
public record CallerRights(GrantAuthorizer authorizer, AccessAudit audit) {

  /**
   * Refuses an act that the caller may not do.
   *
   * @throws CallFailedException {@code forbidden}
   */
  public void require(Caller caller, Act act) {
    require(caller.scope(), act, caller.act(act));
  }

  /**
   * Refuses an act that may not be done by the one who does it.
   *
   * @param audited the same, as the audit log tells of it
   * @throws CallFailedException {@code forbidden}
   */
  public void require(TenantScope scope, Act act, AuditedAct audited) {
    require(scope, audited, act.target(), authorizer.authorize(scope, audited.who(), act));
  }

  /**
   * Refuses what leads to a call that the caller may not make.
   *
   * @param act that it is asked for by
   * @throws CallFailedException {@code forbidden}
   */
  public void require(Caller caller, Act act, Capability capability) {
    require(
        caller.scope(),
        caller.act(act),
        capability.id(),
        authorizer.authorize(caller.scope(), caller.principal(), capability));
  }

  private void require(TenantScope scope, AuditedAct act, String target, Verdict verdict) {
    if (!verdict.permits()) {
      audit.violation(scope, act, target, verdict.rule());
      throw new CallFailedException(FailureCode.FORBIDDEN, verdict.reason());
    }
  }
}
