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
      Map.of(
          "ai", AI,
          "text", AI,
          "documents", CLOUD,
          "git", DEVOPS,
          "ci", DEVOPS,
          "containers", DEVOPS,
          "tracker", PRODUCTIVITY,
          "knowledge", PRODUCTIVITY,
          "search", PRODUCTIVITY,
          "automation", PRODUCTIVITY);

  /** The category of a kind; {@link #OTHER} of one that has none. */
  public static Category of(String kind) {
    return KINDS.getOrDefault(kind, OTHER);
  }
}
