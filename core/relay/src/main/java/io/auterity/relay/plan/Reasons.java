package io.auterity.relay.plan;

import io.auterity.relay.route.CallFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why no provider can answer, as the caller is told it: the reason that matters first, with those
 * of whom it is true behind it. That some provider has no such model or operation matters only
 * where that is all there is; one that the key may not use is not named.
 */
final class Reasons {

  private static final int MOST = 8;
  private static final int MOST_NAMES = 6;

  private final @Nullable KeyModels key;
  private final Map<String, List<String>> told = new LinkedHashMap<>();

  Reasons(CallFacts facts) {
    List<String> patterns = facts.models();
    this.key = patterns == null ? null : KeyModels.of(patterns, null);
  }

  /** One offer's reason. */
  void add(String reason, String offer) {
    List<String> names = told.computeIfAbsent(reason, _ -> new ArrayList<>());
    if (mayBeNamed(offer)) {
      names.add(offer);
    }
  }

  /** All that were left out before any was ranked. */
  void add(List<Exclusion> exclusions) {
    add(exclusions, false);
    if (told.isEmpty()) {
      add(exclusions, true);
    }
  }

  private void add(List<Exclusion> exclusions, boolean elsewhere) {
    for (Exclusion one : exclusions) {
      boolean matters =
          switch (one.reason()) {
            case MODEL, UNSUPPORTED -> elsewhere;
            case KEY -> false;
            default -> !elsewhere;
          };
      if (matters) {
        one.offers().forEach(offer -> add(one.detail(), offer));
      }
    }
  }

  private boolean mayBeNamed(String offer) {
    return key == null || key.admit(offer) || key.admit(offer.substring(offer.indexOf('/') + 1));
  }

  /** The reasons, each with its providers. */
  List<String> told() {
    List<String> reasons = new ArrayList<>();
    told.forEach((reason, names) -> reasons.add(told(reason, names)));
    return reasons.size() <= MOST ? reasons : List.copyOf(reasons.subList(0, MOST));
  }

  /** A reason with those of whom it is true. */
  static String told(String reason, List<String> names) {
    Objects.requireNonNull(reason);
    if (names.isEmpty()) {
      return reason;
    }
    String some = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    int more = names.size() - MOST_NAMES;
    return more > 0
        ? "%s (%s and %d more)".formatted(reason, some, more)
        : "%s (%s)".formatted(reason, some);
  }
}
