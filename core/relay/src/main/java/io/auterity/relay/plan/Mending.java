package io.auterity.relay.plan;

import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.route.CallFacts;
import java.util.List;

/**
 * Tells exclusions that time may end from those that only a change of the call or of what is
 * configured ends: a check may bring back who is not connected, and nothing else passes by itself.
 */
record Mending(CallFacts facts, Config config) {

  /** Whether one of the excluded would answer this call once a check has brought it back. */
  boolean mayEnd(List<Exclusion> exclusions) {
    List<String> away =
        exclusions.stream()
            .filter(exclusion -> passes(exclusion.reason()))
            .flatMap(exclusion -> exclusion.providers().stream())
            .toList();
    return config.providers().stream()
        .filter(provider -> provider.mendable() && away.contains(provider.id()))
        .anyMatch(this::answersOnceBack);
  }

  private static boolean passes(Exclusion.Reason reason) {
    return switch (reason) {
      case NOT_CONNECTED -> true;
      case UNSUPPORTED, MODEL, REQUIRE, PINNED, SEVERAL -> false;
    };
  }

  // Others may be away as well, so each is thought back alone; a reason behind the first counts.
  private boolean answersOnceBack(ProviderInfo provider) {
    return !Planner.shortlist(facts, config.withConnected(provider)).candidates().isEmpty();
  }
}
