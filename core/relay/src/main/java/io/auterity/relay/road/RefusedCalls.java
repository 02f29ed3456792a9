package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Decision;

/**
 * The listener to calls that were refused here, by a guardrail or for want of a grant. It is called
 * on the thread of the call.
 */
@FunctionalInterface
public interface RefusedCalls {

  /** Listens to none. */
  RefusedCalls NONE = (scope, decision) -> {};

  /** Takes one; it neither waits nor fails. */
  void take(TenantScope scope, Decision decision);
}
