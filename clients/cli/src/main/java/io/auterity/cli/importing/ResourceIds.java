package io.auterity.cli.importing;

import java.util.Locale;
import java.util.Set;

/** Ids of resources, made of names that others gave. */
final class ResourceIds {

  private static final int LONGEST = 58;

  /** What of a name may stand in an id. */
  static String of(String name) {
    String bare = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    String begun = bare.replaceAll("^[._-]+", "");
    String cut = begun.substring(0, Math.min(LONGEST, begun.length()));
    String ended = cut.replaceAll("[._-]+$", "");
    return ended.isEmpty() ? "any" : ended;
  }

  /** As {@link #of}, and none of those that are taken; it is taken then. */
  static String of(String name, Set<String> taken) {
    String bare = of(name);
    String id = bare;
    for (int i = 2; !taken.add(id); i++) {
      id = "%s-%d".formatted(bare, i);
    }
    return id;
  }
}
