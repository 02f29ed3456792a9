package io.auterity.connector.plan;

import io.auterity.platform.digest.Sha256;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on, with how many pages in a row had nothing before it and which the latest of
 * them were. A cursor holds these in front of the vendor's mark, {@code #3.digests#mark}, and where
 * the count is 0 nothing but the mark.
 *
 * @param asked digests of the marks of the last empty pages, one behind the other
 */
record EmptyPages(int inRow, String asked, @Nullable String mark) {

  private static final char SIGN = '#';

  /** Marks of empty pages that are remembered; a longer round ends at the count. */
  private static final int REMEMBERED = 16;

  /** Characters of one digest, of 6 bits each: no two of thousands are alike by chance. */
  private static final int DIGEST = 6;

  private static final Pattern CURSOR =
      Pattern.compile(
          "#([0-9]{1,4})(?:\\.((?:[A-Za-z0-9_-]{%d}){1,%d}))?#(.*)".formatted(DIGEST, REMEMBERED),
          Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** The one that a cursor holds; a text that holds no count is a mark. */
  static EmptyPages of(@Nullable String cursor) {
    Matcher parts = CURSOR.matcher(cursor == null ? "" : cursor);
    if (!parts.matches()) {
      return new EmptyPages(0, "", cursor);
    }
    String asked = parts.group(2) == null ? "" : parts.group(2);
    return new EmptyPages(Integer.parseInt(parts.group(1)), asked, parts.group(3));
  }

  /** Behind a page of so many items, at the vendor's next mark. */
  EmptyPages behind(int items, @Nullable String next) {
    if (items > 0) {
      return new EmptyPages(0, "", next);
    }
    String all = mark == null ? asked : asked + digest(mark);
    int dropped = Math.max(0, all.length() - REMEMBERED * DIGEST);
    return new EmptyPages(inRow + 1, all.substring(dropped), next);
  }

  /** Whether its mark is that of one of the last empty pages before it. */
  boolean comesAgain() {
    if (mark == null) {
      return false;
    }
    String own = digest(mark);
    return IntStream.range(0, asked.length() / DIGEST)
        .anyMatch(i -> asked.startsWith(own, i * DIGEST));
  }

  /**
   * Whether its mark only counts on from another: one whole value of the two differs, and is larger
   * by a page or by as many items as one has. Such marks never come again.
   */
  boolean countsOnFrom(@Nullable String before, int limit) {
    List<String> from = before == null ? List.of() : values(before);
    List<String> to = mark == null ? List.of() : values(mark);
    if (from.size() != to.size()) {
      return false;
    }
    int[] changed =
        IntStream.range(0, to.size()).filter(i -> !to.get(i).equals(from.get(i))).toArray();
    return changed.length == 1 && counts(from.get(changed[0]), to.get(changed[0]), limit);
  }

  // The values of a query, or the mark itself.
  private static List<String> values(String mark) {
    return List.of(mark.split("[=&]", -1));
  }

  private static boolean counts(String from, String to, int limit) {
    if (!NUMBER.matcher(from).matches() || !NUMBER.matcher(to).matches()) {
      return false;
    }
    long step = Long.parseLong(to) - Long.parseLong(from);
    return step == 1 || step == limit;
  }

  private static String digest(String mark) {
    return Base64.getUrlEncoder().encodeToString(Sha256.of(mark)).substring(0, DIGEST);
  }

  /** The cursor; null at the end of the list. */
  @Nullable String cursor() {
    if (mark == null || (inRow == 0 && mark.indexOf(SIGN) != 0)) {
      return mark;
    }
    return SIGN + Integer.toString(inRow) + (asked.isEmpty() ? "" : "." + asked) + SIGN + mark;
  }
}
