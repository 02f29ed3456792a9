package io.auterity.relay.route;

import java.util.Map;
import java.util.Set;

/**
 * Checks which regions lie in which area. A region lies in each area whose name it begins with
 * ({@code eu-west-1} in {@code eu} and {@code eu-west}); states of a union that are written by
 * their ISO 3166 code lie in it too. Names that vendors make up otherwise ({@code europe-west2})
 * prove nothing.
 */
final class RegionAreas {

  private static final Set<String> EU =
      Set.of(
          "at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie",
          "it", "lt", "lu", "lv", "mt", "nl", "pl", "pt", "ro", "se", "si", "sk");

  /** Areas by those that lie in them whole. */
  private static final Map<String, Set<String>> PARTS =
      Map.of("eu", EU, "eea", Set.of("eu", "is", "li", "no"));

  static boolean within(String region, String area) {
    return region.equals(area)
        || region.startsWith(area + "-")
        || PARTS.getOrDefault(area, Set.of()).stream().anyMatch(part -> within(region, part));
  }
}
