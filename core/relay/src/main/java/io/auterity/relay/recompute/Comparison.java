package io.auterity.relay.recompute;

import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Tariff;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.route.Route;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stored decision beside what its configuration gives for it.
 *
 * @param shortlist as it is worked out again
 * @param plan as it follows from that and from what was seen
 */
record Comparison(
    List<Decision.Tried> attempts,
    AttemptHistory course,
    Decision.Planning planning,
    Shortlist shortlist,
    Plan plan) {

  Recomputation result() {
    List<RankedCandidate> shown = plan.ranked().stream().limit(Decision.Planning.SHOWN).toList();
    return new Recomputation(names(shown), names(planning.ranked()), difference(shown));
  }

  private @Nullable String difference(List<RankedCandidate> shown) {
    String route = name(shortlist.route());
    if (!route.equals(name(planning.route()))) {
      return "The route is %s now and was %s.".formatted(route, name(planning.route()));
    }
    if (!shortlist.exclusions().equals(planning.exclusions())) {
      return "Other providers are excluded.";
    }
    if (!shown.equals(planning.ranked())) {
      return "The candidates' order or scores differ.";
    }
    Decision.Tried departure =
        new PlannedPath(shortlist, planning, plan, course).departure(attempts);
    return departure == null
        ? differenceOfCost()
        : "Attempt %d at %s does not follow the plan."
            .formatted(departure.number(), departure.offer());
  }

  private @Nullable String differenceOfCost() {
    for (Decision.Tried tried : attempts) {
      long cost = NanoUnits.cost(tried.used(), tariff(tried.offer()).at(tried.used()));
      if (cost != tried.cost()) {
        return "Attempt %d costs %s now and cost %s."
            .formatted(tried.number(), NanoUnits.text(cost), NanoUnits.text(tried.cost()));
      }
    }
    return null;
  }

  private Tariff tariff(String offer) {
    return shortlist.candidates().stream()
        .filter(one -> one.id().equals(offer))
        .findFirst()
        .map(one -> one.offer().tariff())
        .orElse(Tariff.NONE);
  }

  private static String name(@Nullable Route route) {
    return route == null ? "none" : route.id() + " v" + route.version();
  }

  private static String name(Decision.@Nullable Routed route) {
    return route == null ? "none" : route.id() + " v" + route.version();
  }

  private static List<String> names(List<RankedCandidate> ranked) {
    return ranked.stream().map(RankedCandidate::offer).toList();
  }

  /**
   * The providers that a call goes to, one after the other: as planned, and planned again without
   * them whenever one could not begin.
   */
  private static final class PlannedPath {

    private final Decision.Planning planning;
    private final Set<String> withheld;
    private final Set<String> goingOn;
    private final Set<String> onCause;
    private Shortlist rest;
    private List<String> ahead;

    PlannedPath(Shortlist shortlist, Decision.Planning planning, Plan plan, AttemptHistory course) {
      this.planning = planning;
      this.withheld =
          planning.withheld().stream()
              .map(Decision.Withheld::offer)
              .collect(Collectors.toUnmodifiableSet());
      this.goingOn =
          course.notes().stream()
              .filter(note -> note.kind() == AttemptHistory.Kind.CUT)
              .flatMap(note -> note.left().stream())
              .collect(Collectors.toUnmodifiableSet());
      this.onCause =
          plan.ranked().stream()
              .filter(one -> !one.chains().causes().isEmpty())
              .map(RankedCandidate::offer)
              .collect(Collectors.toUnmodifiableSet());
      this.rest = shortlist;
      this.ahead = order();
    }

    /** The first attempt that does not follow it; null when all do. */
    Decision.@Nullable Tried departure(List<Decision.Tried> attempts) {
      for (Decision.Tried tried : attempts) {
        // Who was withheld and yet asked had no slot, and was waited for when no other was left.
        // Not all that are planned can go on with a stream that was cut. When a fallback for a
        // cause
        // is asked is a matter of what failed, which is replayed.
        boolean follows =
            tried.repeat()
                || withheld.contains(tried.offer())
                || isOnCause(tried.offer())
                || tried.offer().equals(next())
                || goingOn.contains(tried.offer());
        if (!follows) {
          return tried;
        }
      }
      return null;
    }

    private boolean isOnCause(String offer) {
      boolean is = onCause.contains(offer);
      if (is) {
        rest = rest.without(offer);
        ahead = ahead.stream().filter(one -> !one.equals(offer)).toList();
      }
      return is;
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
      return Planner.order(rest, planning.sight(), planning.ticket()).planned().stream()
          .filter(one -> one.chains().inTurn())
          .map(RankedCandidate::offer)
          .toList();
    }
  }
}
