package io.auterity.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The holdback of a text that is still streamed, for what it says without its quotations, whose
 * words may part those of an injection rule. As long as it has none, and none may have begun, it
 * says what it says anyway.
 */
final class QuotationHoldback {

  /**
   * Units not let go with which no new reader begins: each mark that may begin a quotation would
   * have it read all of them again.
   */
  private static final int MOST_READ_AGAIN = 2_000;

  private final InjectionRules rules;
  private final boolean foreign;

  /** The text without quotations, and where each of its units stands in the text. */
  private final StringBuilder bare = new StringBuilder();

  private final List<Integer> places = new ArrayList<>();

  /** Up to where the text was read. */
  private int read;

  private @Nullable Holdback holdback;

  QuotationHoldback(InjectionRules rules, boolean foreign) {
    this.rules = rules;
    this.foreign = foreign;
  }

  /**
   * Reads on, as far as it is known what is a quotation; at first from what is held, since no rule
   * has begun before it in a text that had no quotations.
   *
   * @param text all of it
   * @param released up to where it was let go
   */
  void read(CharSequence text, Quotes quotes, int released) {
    List<Span> found = quotes.settle(text);
    int settled = quotes.settled();
    boolean plain = settled == text.length() && quotes.isEmpty();
    if (plain && (holdback == null || text.length() - released <= MOST_READ_AGAIN)) {
      end();
      return;
    }
    Holdback reader = holdback;
    if (reader == null) {
      reader = new Holdback(rules, foreign);
      holdback = reader;
      read = released;
    }
    int from = bare.length();
    for (Span quote : found) {
      append(text, read, quote.start());
      bare.append(Quotes.INSTEAD);
      places.addAll(Collections.nCopies(Quotes.INSTEAD.length(), quote.start()));
      read = quote.end();
    }
    append(text, read, settled);
    reader.read(bare, from, index(released));
  }

  private void append(CharSequence text, int from, int to) {
    bare.append(text, from, Math.max(from, to));
    for (int place = from; place < to; place++) {
      places.add(place);
    }
    read = Math.max(from, to);
  }

  /**
   * Where what is held begins: the end of the text if nothing is.
   *
   * @param text all of it, as it was read
   * @param from before that place all was judged
   */
  int begin(CharSequence text, Quotes quotes, int from) {
    int open = quotes.open(text);
    Holdback reader = holdback;
    if (reader == null) {
      return open;
    }
    int held = reader.begin(bare, index(from));
    return held < places.size() ? Math.min(open, places.get(held)) : open;
  }

  // Where in the text without quotations something stands that stands there in the text.
  private int index(int place) {
    int found = Collections.binarySearch(places, place);
    int index = found < 0 ? -found - 1 : found;
    while (index > 0 && places.get(index - 1) == place) {
      index--;
    }
    return index;
  }

  /** Counts places from another one on. */
  void forget(int past) {
    Holdback reader = holdback;
    if (reader == null) {
      return;
    }
    read = Math.max(0, read - past);
    int units = index(past);
    bare.delete(0, units);
    places.subList(0, units).clear();
    places.replaceAll(place -> place - past);
    reader.forget(units);
  }

  private void end() {
    holdback = null;
    bare.setLength(0);
    places.clear();
    read = 0;
  }
}
