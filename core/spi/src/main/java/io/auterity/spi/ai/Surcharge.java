package io.auterity.spi.ai;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Units of what a request may ask that changes its price: tools that the vendor carries out itself,
 * and classes of its service. What was served is metered in these, and priced beside tokens.
 */
public final class Surcharge {

  /** Searches of the web that the vendor made. */
  public static final String WEB_SEARCHES = "web_search_requests";

  /** Questions to the vendor's maps. */
  public static final String MAP_SEARCHES = "map_search_requests";

  /** Answers for which the vendor ran a container to execute code in. */
  public static final String CODE_SESSIONS = "code_sessions";

  private static final Set<String> TOOLS = Set.of(WEB_SEARCHES, MAP_SEARCHES, CODE_SESSIONS);
  private static final String TIER = "service_tier:";

  /** Words of vendors for what is served when nothing is asked. */
  private static final Set<String> USUAL =
      Set.of(
          "",
          "auto",
          "default",
          "standard",
          "standard_only",
          "on_demand",
          "global",
          "not_available",
          "unspecified",
          "service_tier_unspecified");

  private Surcharge() {}

  /**
   * The unit of a call that is served in a class of its own, e.g. {@code service_tier:flex}; of
   * several at once their names are joined by {@code +}, e.g. {@code service_tier:fast+us}.
   *
   * @param words as the vendor says it; empty when all are the usual one
   */
  public static Optional<String> tier(String... words) {
    for (String word : words) {
      if (!USUAL.contains(word)) {
        return unusual(words);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unusual(String[] words) {
    String name =
        Arrays.stream(words)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .filter(word -> !USUAL.contains(word))
            .distinct()
            .sorted()
            .collect(Collectors.joining("+"));
    return name.isEmpty() ? Optional.empty() : Optional.of(TIER + name);
  }

  /** The class of service that a unit stands for, e.g. {@code flex}. */
  public static Optional<String> tierOf(String unit) {
    return unit.startsWith(TIER) ? Optional.of(unit.substring(TIER.length())) : Optional.empty();
  }

  /** Whether a unit is one of these. */
  public static boolean isOne(String unit) {
    return TOOLS.contains(unit) || unit.startsWith(TIER);
  }
}
