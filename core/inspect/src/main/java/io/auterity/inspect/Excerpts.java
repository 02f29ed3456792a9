package io.auterity.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text where sentences end, so that each excerpt is short enough for one thing to stand out
 * in it; a sentence that is too long is cut between words.
 */
public final class Excerpts {

  /** Words from which on an excerpt ends with its sentence. */
  static final int ENOUGH = 10;

  /** Words that none has more of. */
  static final int MOST = 60;

  /** As many units without any space are read as a word. */
  private static final int LONGEST_WORD = 80;

  static final Pattern WORD = Pattern.compile("\\S{1," + LONGEST_WORD + "}");
  private static final String ENDS = ".!?;:。！？؟|";

  /**
   * Excerpts of a text from its beginning on, in order; together they are all of it where they are
   * fewer than {@code most}.
   */
  public static List<String> of(String text, int most) {
    List<String> excerpts = new ArrayList<>();
    Matcher words = WORD.matcher(text);
    int begin = 0;
    int end = 0;
    int count = 0;
    while (excerpts.size() < most && words.find()) {
      begin = count == 0 ? words.start() : begin;
      end = words.end();
      count++;
      if (isEnough(count, text, end)) {
        excerpts.add(text.substring(begin, end));
        count = 0;
      }
    }
    if (count > 0 && excerpts.size() < most) {
      excerpts.add(text.substring(begin, end));
    }
    return excerpts;
  }

  /** Whether an excerpt of so many words ends with the one that ends there. */
  static boolean isEnough(int words, CharSequence text, int end) {
    return words == MOST || (words >= ENOUGH && ends(text, end));
  }

  private static boolean ends(CharSequence text, int end) {
    return ENDS.indexOf(text.charAt(end - 1)) >= 0
        || (end < text.length() && text.charAt(end) == '\n');
  }
}
