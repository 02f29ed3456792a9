package io.auterity.ledger;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who calls, where it does not matter. */
final class Callers {

  static final LimitScope.Caller ANYBODY =
      new LimitScope.Caller(new UUID(0, 1), List.of(), Map.of());

  private Callers() {}
}
