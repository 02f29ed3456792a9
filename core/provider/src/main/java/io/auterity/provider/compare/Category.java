package io.auterity.provider.compare;

import java.util.Map;

/** The category of a connector, which follows from what its kind is for. */
public enum Category {
  AI,
  CLOUD,
  DEVOPS,
  PRODUCTIVITY,
  OTHER;

  private static final Map<String, Category> KINDS =
      Map.ofEntries(
          Map.entry("ai", AI),
          Map.entry("text", AI),
          Map.entry("documents", CLOUD),
          Map.entry("database", CLOUD),
          Map.entry("http", CLOUD),
          Map.entry("git", DEVOPS),
          Map.entry("ci", DEVOPS),
          Map.entry("containers", DEVOPS),
          Map.entry("tracker", PRODUCTIVITY),
          Map.entry("knowledge", PRODUCTIVITY),
          Map.entry("mail", PRODUCTIVITY),
          Map.entry("messaging", PRODUCTIVITY),
          Map.entry("search", PRODUCTIVITY),
          Map.entry("event", PRODUCTIVITY),
          Map.entry("script", PRODUCTIVITY),
          Map.entry("automation", PRODUCTIVITY));

  /** The category of a kind; {@link #OTHER} of one that has none. */
  public static Category of(String kind) {
    return KINDS.getOrDefault(kind, OTHER);
  }
}
