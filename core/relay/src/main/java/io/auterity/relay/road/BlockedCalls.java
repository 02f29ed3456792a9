package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Decision;

/** The listener to calls that guardrails have ended. It is told on the thread of the call. */
@FunctionalInterface
public interface BlockedCalls {

  /** Listens to none. */
  BlockedCalls NONE = (scope, decision) -> {};

  /** Takes one; it neither waits nor fails. */
  void take(TenantScope scope, Decision decision);
}
