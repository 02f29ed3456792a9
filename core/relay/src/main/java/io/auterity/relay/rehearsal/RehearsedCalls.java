package io.auterity.relay.rehearsal;

import io.auterity.platform.call.Invocation;
import org.jspecify.annotations.Nullable;

/** Tells of calls whether an outage is rehearsed with them; from any thread, without a wait. */
@FunctionalInterface
public interface RehearsedCalls {

  /** No outage is rehearsed. */
  RehearsedCalls NONE = call -> null;

  /** The outage that is rehearsed with a call; null where none is. */
  @Nullable RehearsedOutage of(Invocation call);
}
