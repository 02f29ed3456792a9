package io.auterity.relay.plan;

import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.route.CallFacts;
import java.util.List;

/**
 * Plans a call: the first half needs the call and the configuration, the second what was seen of
 * the few that are left and the call's random number. Equal arguments give equal results.
 */
public final class Planner {

  /**
   * Number of the rules that calls are planned by, and their attempts decided over. It grows by one
   * with each change after which something that was recorded is decided otherwise.
   */
  public static final int RULES = 2;

  /** Who may answer. */
  public static Shortlist shortlist(CallFacts facts, Config config) {
    return new Shortlisting(facts, config).shortlist();
  }

  /** Whether an offer that is excluded now may answer later, though nothing is configured anew. */
  public static boolean mayMend(CallFacts facts, Config config, Shortlist shortlist) {
    List<String> away =
        shortlist.exclusions().stream()
            .filter(exclusion -> mayEnd(exclusion.reason()))
            .flatMap(exclusion -> exclusion.offers().stream())
            .map(Offer::providerOf)
            .toList();
    return config.providers().stream()
        .filter(provider -> provider.mendable() && away.contains(provider.id()))
        .anyMatch(provider -> answersOnceBack(facts, config, provider));
  }

  // A check may bring back who is not connected; nothing else passes by itself.
  private static boolean mayEnd(Exclusion.Reason reason) {
    return switch (reason) {
      case NOT_CONNECTED -> true;
      default -> false;
    };
  }

  // Others may be away as well, so each is thought back alone; a reason behind the first counts.
  private static boolean answersOnceBack(CallFacts facts, Config config, ProviderInfo provider) {
    return !shortlist(facts, config.withConnected(provider)).candidates().isEmpty();
  }

  /**
   * In which order they are asked.
   *
   * @param ticket at least 0 and below 1
   */
  public static Plan order(Shortlist shortlist, Sight sight, double ticket) {
    return new Ordering(shortlist, sight, ticket).plan();
  }
}
