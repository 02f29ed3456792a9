package io.auterity.server.web.security;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;

/** What a request takes besides the right that its route {@link Needs}. Refusals are audited. */
public record CallerRights(GrantAuthorizer authorizer, AccessAudit audit) {

  /**
   * Refuses an act that the caller may not do.
   *
   * @throws CallFailedException {@code forbidden}
   */
  public void require(Caller caller, Act act) {
    require(
        caller, act, act.target(), authorizer.authorize(caller.scope(), caller.principal(), act));
  }

  /**
   * Refuses what leads to a call that the caller may not make.
   *
   * @param act that it is asked for by
   * @throws CallFailedException {@code forbidden}
   */
  public void require(Caller caller, Act act, Capability capability) {
    require(
        caller,
        act,
        capability.id(),
        authorizer.authorize(caller.scope(), caller.principal(), capability));
  }

  private void require(Caller caller, Act act, String target, Verdict verdict) {
    if (!verdict.permits()) {
      audit.violation(caller.scope(), caller.act(act), target, verdict.rule());
      throw new CallFailedException(FailureCode.FORBIDDEN, verdict.reason());
    }
  }
}
