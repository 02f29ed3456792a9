package io.auterity.server.rehearsals;

import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.RankedCandidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failover estimate: where calls would go if a provider were away, by the latest calls that it
 * answered.
 *
 * @param since when the oldest call may have begun that is counted
 * @param bends by route, the most calls first
 * @param truncated whether it answered more calls than are counted
 */
public record RehearsalOutlook(Instant since, List<WouldBend> bends, boolean truncated) {
  public RehearsalOutlook {
    bends = List.copyOf(bends);
  }

  /**
   * Calls of one route.
   *
   * @param route absent where none planned them
   * @param calls how many it answered
   * @param goesTo the offer that the latest of these would have been sent to; absent where no other
   *     could answer, so that it would be refused
   * @param next the one after that, if that is away too
   */
  public record WouldBend(
      @Nullable String route, long calls, @Nullable String goesTo, @Nullable String next) {}

  /**
   * Estimates it.
   *
   * @param latest calls that the provider answered, the latest first
   */
  static List<WouldBend> bends(String provider, List<Decision> latest) {
    Map<String, List<Decision>> routes = new HashMap<>();
    for (Decision one : latest) {
      routes
          .computeIfAbsent(Objects.requireNonNullElse(one.routeId(), ""), id -> new ArrayList<>())
          .add(one);
    }
    return routes.entrySet().stream()
        .map(each -> bend(provider, each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparingLong(WouldBend::calls)
                .reversed()
                .thenComparing(each -> String.valueOf(each.route())))
        .toList();
  }

  private static WouldBend bend(String provider, String route, List<Decision> calls) {
    Decision.Planning planning = calls.getFirst().planning();
    List<String> others =
        planning == null
            ? List.of()
            : planning.ranked().stream()
                .filter(one -> one.eligibility() == RankedCandidate.Eligibility.PLANNED)
                .map(RankedCandidate::offer)
                .filter(offer -> !Offer.providerOf(offer).equals(provider))
                .toList();
    return new WouldBend(
        route.isEmpty() ? null : route,
        calls.size(),
        others.isEmpty() ? null : others.getFirst(),
        others.size() < 2 ? null : others.get(1));
  }
}
