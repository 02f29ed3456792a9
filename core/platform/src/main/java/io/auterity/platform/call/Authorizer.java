package io.auterity.platform.call;

import io.auterity.platform.catalogue.Capability;

/** The decision point of the stage authorize. Default deny; an error denies. */
public interface Authorizer {
  Verdict authorize(TenantScope scope, Principal principal, Capability capability);

  /** Whether the principal may have a secret of the tenant's vault sent by a call that names it. */
  default Verdict authorizeUse(TenantScope scope, Principal principal, String secret) {
    return Verdict.deny("default deny", "Nothing grants the use of secrets in calls.");
  }

  /**
   * What comes with a caller beside its grants.
   *
   * @throws io.auterity.spi.CallFailedException {@code forbidden} when it cannot be said any more
   *     whose calls they are; {@code unavailable}
   */
  default CallerTerms terms(TenantScope scope, Principal principal) {
    return CallerTerms.NONE;
  }
}
