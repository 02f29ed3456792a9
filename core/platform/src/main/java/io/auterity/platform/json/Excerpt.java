package io.auterity.platform.json;

/** The beginning of a text that may be long, for messages. */
public final class Excerpt {

  private static final String CUT = "…";

  /** The text, or its first {@code most} characters and an ellipsis. */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + CUT;
  }

  /** The text, or its first and last characters, {@code most} together, around an ellipsis. */
  public static String ofBothEnds(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int from = text.length() - most / 2;
    int start = Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    return of(text, most / 2) + text.substring(start);
  }
}
