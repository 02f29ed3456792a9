package io.auterity.relay.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A start tag of an element that was asked for.
 *
 * @param begin where it begins
 * @param end behind it
 * @param empty whether it is the end tag as well
 */
record XmlStartTag(String tag, Map<String, String> attributes, int begin, int end, boolean empty) {

  private static final int LONGEST = 8_192;
  private static final int LONGEST_NAME = 64;
  private static final int MOST_ATTRIBUTES = 64;

  /** The name that stands there, of at most 65 characters; empty where none does. */
  static String nameAt(String text, int from) {
    int next = from;
    while (next < text.length() && next - from <= LONGEST_NAME && inName(text.charAt(next))) {
      next++;
    }
    return text.substring(from, next);
  }

  private static boolean inName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_.-:".indexOf(c) >= 0;
  }

  /** Behind the end tag that stands there; -1 where none of that name does. */
  static int endTagAt(String text, int from, String tag) {
    if (!text.startsWith("</" + tag, from)) {
      return -1;
    }
    int close = spaceFrom(text, from + 2 + tag.length());
    return text.startsWith(">", close) ? close + 1 : -1;
  }

  /** The first place from there where no space is. */
  static int spaceFrom(String text, int from) {
    int next = from;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  /** Reads the one that begins there; null when it is none, or too long. */
  static @Nullable XmlStartTag read(String text, int begin, String tag) {
    Map<String, String> attributes = new LinkedHashMap<>();
    int next = begin + 1 + tag.length();
    while (next >= 0 && next - begin <= LONGEST && attributes.size() <= MOST_ATTRIBUTES) {
      int space = spaceFrom(text, next);
      if (text.startsWith(">", space)) {
        return new XmlStartTag(tag, attributes, begin, space + 1, false);
      }
      if (text.startsWith("/>", space)) {
        return new XmlStartTag(tag, attributes, begin, space + 2, true);
      }
      next = space == next ? -1 : attribute(text, space, attributes);
    }
    return null;
  }

  // Behind it; -1 where there is none, or one of its name was there before. Its value is told as it
  // was written, references and all: in another form no guard has seen it.
  private static int attribute(String text, int from, Map<String, String> attributes) {
    String name = nameAt(text, from);
    int sign = spaceFrom(text, from + name.length());
    if (name.isEmpty() || !text.startsWith("=", sign)) {
      return -1;
    }
    int quote = spaceFrom(text, sign + 1);
    boolean quoted = text.startsWith("\"", quote) || text.startsWith("'", quote);
    int most = Math.min(text.length(), quote + LONGEST);
    int close = quoted ? text.indexOf(text.charAt(quote), quote + 1, most) : -1;
    if (close < 0) {
      return -1;
    }
    String value = text.substring(quote + 1, close);
    return attributes.putIfAbsent(name, value) == null ? close + 1 : -1;
  }
}
