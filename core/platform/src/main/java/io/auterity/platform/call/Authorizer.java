package io.auterity.platform.call;

import io.auterity.platform.catalogue.Capability;

/** The decision point of the stage authorize. Default deny; an error denies. */
public interface Authorizer {
  Verdict authorize(TenantScope scope, Principal principal, Capability capability);
}
