package io.auterity.workflow.decider;

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
}
