package io.auterity.platform.pattern;

/**
 * A pattern over a whole text: {@code *} stands for any characters or none, {@code ?} for exactly
 * one; so {@code ?*} is any text that is not empty.
 */
public record Glob(String pattern) {

  public static final Glob ANY = new Glob("*");

  /** Whether only one text matches, the pattern itself. */
  public boolean exact() {
    return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
  }

  /** What every matching text begins with. */
  public String prefix() {
    int end = 0;
    while (end < pattern.length() && "*?".indexOf(pattern.charAt(end)) < 0) {
      end++;
    }
    return pattern.substring(0, end);
  }

  /** What every matching text ends with. */
  public String suffix() {
    int begin = pattern.length();
    while (begin > 0 && "*?".indexOf(pattern.charAt(begin - 1)) < 0) {
      begin--;
    }
    return pattern.substring(begin);
  }

  // Greedy with one place to come back to: the latest star. Linear but for adversarial stars.
  /** Whether a text matches. */
  public boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < pattern.length()
          && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /**
   * Whether every text that the other matches is matched by this one too, as far as can be told
   * without trying them: its stars fall to stars of this one.
   */
  public boolean covers(Glob other) {
    boolean starsOnly = pattern.indexOf('?') < 0 && other.pattern.indexOf('?') < 0;
    return starsOnly ? matches(other.pattern) : pattern.equals(other.pattern);
  }

  /** For people, after the name of what it tests. */
  public String words() {
    return switch (pattern) {
      case "?*" -> "not empty";
      case "*" -> "present";
      default -> exact() ? "= " + pattern : "like " + pattern;
    };
  }
}
