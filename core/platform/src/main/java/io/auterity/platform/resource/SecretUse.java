package io.auterity.platform.resource;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;

/** Decides who may apply a resource that names a secret, by which it is sent somewhere. */
@FunctionalInterface
public interface SecretUse {

  /** Whether the principal may; the reason names the right. */
  Verdict of(TenantScope scope, Principal who, String secret);
}
