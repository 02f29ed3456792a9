package io.auterity.connector.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on, with how many pages in a row had nothing before it. A cursor holds the
 * count in front of the vendor's mark, {@code #3#mark}, and where that is 0 nothing but the mark.
 */
record EmptyPages(int inRow, @Nullable String mark) {

  private static final char SIGN = '#';
  private static final int MOST_DIGITS = 4;

  /** The one that a cursor holds; a text that holds no count is a mark. */
  static EmptyPages of(@Nullable String cursor) {
    int end = cursor == null || !cursor.startsWith("#") ? -1 : cursor.indexOf(SIGN, 1);
    if (cursor == null || end < 2 || end > MOST_DIGITS + 1) {
      return new EmptyPages(0, cursor);
    }
    String count = cursor.substring(1, end);
    return count.chars().allMatch(digit -> digit >= '0' && digit <= '9')
        ? new EmptyPages(Integer.parseInt(count), cursor.substring(end + 1))
        : new EmptyPages(0, cursor);
  }

  /** Behind a page of so many items, at the vendor's next mark. */
  EmptyPages behind(int items, @Nullable String next) {
    return new EmptyPages(items == 0 ? inRow + 1 : 0, next);
  }

  /** The cursor; null at the end of the list. */
  @Nullable String cursor() {
    boolean plain = inRow == 0 && mark != null && mark.indexOf(SIGN) != 0;
    return mark == null || plain ? mark : SIGN + Integer.toString(inRow) + SIGN + mark;
  }
}
