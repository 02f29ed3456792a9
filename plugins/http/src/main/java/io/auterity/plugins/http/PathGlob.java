package io.auterity.plugins.http;

import io.auterity.toolkit.Refusal;
import java.util.List;

/**
 * A glob pattern of paths: {@code *} stands for any text within a segment, {@code **} for any
 * number of segments. It takes time in proportion to pattern and path, whatever both are.
 */
record PathGlob(List<String> segments) {

  private static final String ANY = "**";

  PathGlob {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a pattern.
   *
   * @param field names it in a refusal
   * @throws io.auterity.spi.CallFailedException {@code invalid}
   */
  static PathGlob read(String field, String text) {
    if (!text.startsWith("/")) {
      throw Refusal.invalid(field, "must begin with a slash, unlike '%s'".formatted(text));
    }
    List<String> segments = split(text);
    for (String segment : segments) {
      if (segment.contains(ANY) && !segment.equals(ANY)) {
        throw Refusal.invalid(
            field,
            "must have ** as a whole segment, such as /orders/**, unlike '%s'".formatted(text));
      }
      if (segment.equals(".") || segment.equals("..")) {
        throw Refusal.invalid(field, "must have no segment '%s'".formatted(segment));
      }
    }
    return new PathGlob(segments);
  }

  /** The segments of a path; a slash at its end is none. */
  static List<String> split(String path) {
    String inner = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return inner.isEmpty() ? List.of() : List.of(inner.substring(1).split("/", -1));
  }

  /** Whether a path, in its segments, is one of those that the pattern means. */
  boolean matches(List<String> path) {
    boolean[] reached = new boolean[path.size() + 1];
    reached[0] = true;
    for (String segment : segments) {
      reached = segment.equals(ANY) ? onward(reached) : after(segment, reached, path);
    }
    return reached[path.size()];
  }

  private static boolean[] onward(boolean[] reached) {
    boolean[] next = reached.clone();
    for (int at = 1; at < next.length; at++) {
      next[at] |= next[at - 1];
    }
    return next;
  }

  private static boolean[] after(String segment, boolean[] reached, List<String> path) {
    boolean[] next = new boolean[reached.length];
    for (int at = 0; at < path.size(); at++) {
      next[at + 1] = reached[at] && matches(segment, path.get(at));
    }
    return next;
  }

  // Goes back to the latest star alone, since what one before it takes makes no difference.
  private static boolean matches(String glob, String text) {
    int at = 0;
    int star = -1;
    int resumed = 0;
    for (int seen = 0; seen < text.length(); ) {
      if (at < glob.length() && glob.charAt(at) == '*') {
        star = at++;
        resumed = seen;
      } else if (at < glob.length() && glob.charAt(at) == text.charAt(seen)) {
        at++;
        seen++;
      } else if (star >= 0) {
        at = star + 1;
        seen = ++resumed;
      } else {
        return false;
      }
    }
    return glob.substring(at).chars().allMatch(each -> each == '*');
  }
}
