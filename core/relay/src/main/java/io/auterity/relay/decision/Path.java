package io.auterity.relay.decision;

import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers that a call goes to, one after the other: as planned, and planned again without
 * them whenever one could not begin.
 */
final class Path {

  private final Decision.Planning planning;
  private final Set<String> withheld;
  private Shortlist rest;
  private List<String> ahead;

  Path(Shortlist shortlist, Decision.Planning planning) {
    this.planning = planning;
    this.withheld =
        planning.withheld().stream()
            .map(Decision.Withheld::provider)
            .collect(Collectors.toUnmodifiableSet());
    this.rest = shortlist;
    this.ahead = order();
  }

  /** The first attempt that does not follow it; null when all do. */
  Decision.@Nullable Tried departure(List<Decision.Tried> attempts) {
    for (Decision.Tried tried : attempts) {
      // Who was withheld and yet asked had no slot, and was waited for when nobody else was left.
      boolean follows =
          tried.repeat() || withheld.contains(tried.provider()) || tried.provider().equals(next());
      if (!follows) {
        return tried;
      }
    }
    return null;
  }

  private @Nullable String next() {
    while (!ahead.isEmpty() && withheld.contains(ahead.getFirst())) {
      rest = rest.without(ahead.getFirst());
      ahead = order();
    }
    if (ahead.isEmpty()) {
      return null;
    }
    String next = ahead.getFirst();
    rest = rest.without(next);
    ahead = ahead.subList(1, ahead.size());
    return next;
  }

  private List<String> order() {
    return Planner.order(rest, planning.sight(), planning.ticket()).providers();
  }
}
