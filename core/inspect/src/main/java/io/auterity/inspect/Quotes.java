package io.auterity.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The quotations of a text that grows, looked for from its begin on, which are short and end where
 * no word goes on.
 */
final class Quotes {

  /** Units behind its beginning by which one ends. */
  static final int LONGEST = 200;

  /** What stands for one in a text without them. */
  static final String INSTEAD = " … ";

  private static final String CLOSING = "'\"`”’»";

  /** Up to where none of these ends a quotation, so that it is not searched for there again. */
  private final int[] none = new int[CLOSING.length()];

  private final ArrayDeque<Span> found = new ArrayDeque<>();

  /** Up to where they were looked for. */
  private int looked;

  /** A part of the text, of which dots stand for quotations; it must be known behind its end. */
  String without(CharSequence text, int begin, int end) {
    while (looked < end) {
      int close = end(text, looked);
      if (close > looked) {
        found.add(new Span("quote", looked, close));
      }
      looked = Math.max(close, looked + 1);
    }
    StringBuilder bare = new StringBuilder();
    int place = begin;
    for (Span quote : found) {
      if (quote.start() >= end) {
        break;
      }
      if (quote.end() > begin) {
        bare.append(text, place, Math.max(place, quote.start())).append(INSTEAD);
        place = Math.min(end, quote.end());
      }
    }
    return bare.append(text, place, end).toString();
  }

  /**
   * Looks on for them as far as nothing that follows makes a difference; gives back those that it
   * has found now.
   */
  List<Span> settle(CharSequence text) {
    List<Span> fresh = new ArrayList<>(0);
    while (looked < text.length()) {
      int close = end(text, looked);
      boolean none =
          close == looked && (!mayOpen(text, looked) || text.length() >= looked + LONGEST);
      if (!none && (close == looked || close == text.length())) {
        break;
      }
      if (!none) {
        fresh.add(new Span("quote", looked, close));
      }
      looked = Math.max(close, looked + 1);
    }
    found.addAll(fresh);
    return fresh;
  }

  /** Up to where it is known what is one. */
  int settled() {
    return looked;
  }

  /**
   * Where what may yet be a quotation begins if it may hold others, which are some if it is none;
   * the end of the text if there is none such.
   */
  int open(CharSequence text) {
    for (int place = looked + 1; place < text.length(); place++) {
      if (mayOpen(text, place)) {
        return looked;
      }
    }
    return text.length();
  }

  /** Whether there are none, or all are forgotten. */
  boolean isEmpty() {
    return found.isEmpty();
  }

  private static boolean mayOpen(CharSequence text, int place) {
    boolean inside = place > 0 && Character.isLetterOrDigit(text.charAt(place - 1));
    return closing(text.charAt(place)) >= 0 && !inside;
  }

  // Where a quotation ends that begins there; the place itself when none does.
  private int end(CharSequence text, int place) {
    if (!mayOpen(text, place)) {
      return place;
    }
    int closing = closing(text.charAt(place));
    int most = Math.min(text.length(), place + LONGEST);
    for (int end = Math.max(place + 1, none[closing]); end < most; end++) {
      boolean inWord = end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1));
      if (text.charAt(end) == CLOSING.charAt(closing) && !inWord) {
        return end + 1;
      }
    }
    none[closing] = Math.max(none[closing], most);
    return place;
  }

  /** Forgets those that end before that place. */
  void drop(int before) {
    while (!found.isEmpty() && found.getFirst().end() <= before) {
      found.removeFirst();
    }
  }

  /** Counts places from another one on. */
  void forget(int past) {
    for (int i = 0; i < none.length; i++) {
      none[i] = Math.max(0, none[i] - past);
    }
    for (int i = found.size(); i > 0; i--) {
      Span quote = found.removeFirst();
      if (quote.end() > past) {
        int start = Math.max(0, quote.start() - past);
        found.addLast(new Span(quote.kind(), start, quote.end() - past));
      }
    }
    looked -= past;
  }

  private static int closing(char open) {
    return switch (open) {
      case '\'', '"', '`' -> CLOSING.indexOf(open);
      case '“', '„' -> CLOSING.indexOf('”');
      case '‘' -> CLOSING.indexOf('’');
      case '«' -> CLOSING.indexOf('»');
      default -> -1;
    };
  }
}
