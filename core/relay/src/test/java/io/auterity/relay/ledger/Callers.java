package io.auterity.relay.ledger;

import java.util.Map;
import java.util.UUID;

/** Who calls, where it does not matter. */
final class Callers {

  static final LimitScope.Caller ANYBODY = new LimitScope.Caller(new UUID(0, 1), Map.of());

  private Callers() {}
}
