package io.auterity.workflow.decider;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out whether anything in a scope moves by itself. */
final class Idleness {

  private Idleness() {}

  static boolean of(ScopeState scope) {
    for (int local = 0; local < scope.status.length; local++) {
      if (scope.status[local].active() && !idle(scope, local)) {
        return false;
      }
    }
    return true;
  }

  private static boolean idle(ScopeState scope, int local) {
    if (scope.status[local].idle()) {
      return true;
    }
    ScopeState arm = scope.arms.get(local);
    if (arm != null) {
      return of(arm);
    }
    EachState each = scope.eaches.get(local);
    return each != null && !each.admitting && each.items.values().stream().allMatch(Idleness::of);
  }

  static Optional<Instant> nextDue(ScopeState scope) {
    Stream<Instant> inner =
        Stream.concat(
                scope.arms.values().stream(),
                scope.eaches.values().stream().flatMap(each -> each.items.values().stream()))
            .flatMap(held -> nextDue(held).stream());
    return Stream.concat(scope.timers.values().stream(), inner).min(Comparator.naturalOrder());
  }
}
