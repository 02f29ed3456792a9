package io.auterity.spi.manifest;

import java.util.regex.Pattern;

/**
 * A rule for a text in a manifest: its pattern and greatest length.
 *
 * @param most characters
 * @param words what is asked for, in words
 */
record NodeText(Pattern pattern, int most, String words) {

  /** Any text that is not empty. */
  static final NodeText ANY = new NodeText("(?s).+", 10_000, "a text that is not empty");

  NodeText(String pattern, int most, String words) {
    this(Pattern.compile(pattern), most, words);
  }

  boolean fits(String text) {
    return text.length() <= most && pattern.matcher(text).matches();
  }

  String rule() {
    return "must be %s, at most %d characters".formatted(words, most);
  }
}
