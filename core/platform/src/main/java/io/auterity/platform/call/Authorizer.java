package io.auterity.platform.call;

import io.auterity.platform.catalogue.Capability;

/** The decision point of the stage authorize. Default deny; an error denies. */
public interface Authorizer {
  Verdict authorize(TenantScope scope, Principal principal, Capability capability);

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
