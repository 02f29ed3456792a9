package io.auterity.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text that comes in pieces and is looked through for injections, of which each part is let go
 * once no words that follow can make it a part of one: held back is where a rule has begun and may
 * still come to stand. Its passages overlap, so that what is short lies wholly within one of them;
 * where they are depends on the text alone, so however it is cut, the same is found.
 */
public final class InjectionSweep {

  /** Words of a passage. */
  private static final int PASSAGE = 120;

  /** Words after which the next one begins. */
  private static final int STEP = 60;

  /**
   * Units let go that are known at least: more than the words of passages have, so that only what
   * lies behind a long row of signs that are no words is not seen any more. What was let go is part
   * of no injection, so none is missed for it.
   */
  static final int KNOWN = 16_384;

  private final InjectionRules rules;
  private final boolean foreign;

  /** The text from where what is judged next may still be seen. */
  private final StringBuilder known = new StringBuilder();

  /** Where words begin in it, those that may go on included. */
  private final List<Integer> begins = new ArrayList<>();

  private final Quotes quotes = new Quotes();
  private final Holdback holdback;
  private final QuotationHoldback quotationHoldback;

  private boolean lets = true;
  private boolean inWord;

  /** The word with which the passage begins that is judged next. */
  private int first;

  private boolean anyJudged;

  /** Whether the next passage is harmless if what follows it speaks about attacks. */
  private boolean waits;

  private int released;
  private Set<String> found = Set.of();

  /**
   * What a passage is.
   *
   * @param quoted whether that is so only with its quotations, which are harmless in a text that
   *     speaks about attacks
   */
  private record Verdict(Set<String> kinds, boolean quoted) {}

  InjectionSweep(InjectionRules rules, boolean foreign) {
    this.rules = rules;
    this.foreign = foreign;
    this.holdback = new Holdback(rules, foreign);
    this.quotationHoldback = new QuotationHoldback(rules, foreign);
  }

  /** Takes the next piece; gives back what may go now. */
  public String take(CharSequence piece) {
    if (!found.isEmpty()) {
      return piece.toString();
    }
    append(piece);
    judge(false);
    String out = release(found.isEmpty() ? held(begin()) : known.length());
    forget();
    return out;
  }

  private int held(int from) {
    return Math.min(holdback.begin(known, from), quotationHoldback.begin(known, quotes, from));
  }

  /** Gives back the rest, as no more follows. */
  public String finish() {
    judge(true);
    return release(known.length());
  }

  /** The kinds of injections in the first passage that has any, as far as it was judged. */
  public Set<String> found() {
    return found;
  }

  /** How many units are held back. */
  public int held() {
    return known.length() - released;
  }

  /** Judges a whole text. */
  Set<String> all(CharSequence text) {
    lets = false;
    append(text);
    judge(true);
    return found;
  }

  private void append(CharSequence piece) {
    int from = known.length();
    known.append(piece);
    for (int place = from; place < known.length(); place++) {
      boolean within = SpelledWords.inWord(known.charAt(place));
      if (within && !inWord) {
        begins.add(place);
      }
      inWord = within;
    }
    if (lets) {
      holdback.read(known, from, released);
      quotationHoldback.read(known, quotes, released);
    }
  }

  // As many passages as are there, up to the first that is none harmless.
  private void judge(boolean whole) {
    while (found.isEmpty()) {
      int next = first + PASSAGE;
      boolean rest = whole && (!anyJudged || begins.size() - first > STEP);
      boolean further = whole || isThere(next + STEP);
      if (!rest && !(waits ? further : isThere(next))) {
        return;
      }
      quotes.drop(place(first - STEP));
      Verdict verdict = judged(next);
      boolean mayBeSpared = verdict.quoted() && !verdict.kinds().isEmpty();
      waits = mayBeSpared && !further;
      if (waits) {
        return;
      }
      found = mayBeSpared && speakOfAttacks(next) ? Set.of() : verdict.kinds();
      first += STEP;
      anyJudged = true;
    }
  }

  // A quotation that begins before that word may end behind it.
  private boolean isThere(int word) {
    return begins.size() > word && known.length() > begins.get(word) + Quotes.LONGEST + 1;
  }

  // Where the passage begins that is judged next.
  private int begin() {
    return anyJudged ? begins.get(first) : 0;
  }

  private int place(int word) {
    return word <= 0 ? 0 : begins.size() > word ? begins.get(word) : known.length();
  }

  private Verdict judged(int next) {
    int begin = begin();
    int before = place(first - rules.reach());
    String passage = known.substring(begin, place(next));
    String bare = quotes.without(known, begin, place(next));
    boolean quotations = !bare.equals(passage);
    Set<String> outside =
        quotations ? judged(quotes.without(known, before, begin), bare) : Set.of();
    return outside.isEmpty()
        ? new Verdict(judged(known.substring(before, begin), passage), quotations)
        : new Verdict(outside, false);
  }

  // It may do so as many words before or behind a passage as passages overlap, so that it makes no
  // difference where they begin.
  private boolean speakOfAttacks(int next) {
    return rules.speakOfAttacks(quotes.without(known, place(first - STEP), place(next + STEP)));
  }

  private Set<String> judged(String before, String passage) {
    Set<String> kinds = new TreeSet<>(rules.in(before, passage, foreign));
    if (kinds.isEmpty()) {
      TextDeobfuscation.of(passage)
          .forEach(meant -> kinds.addAll(rules.in(before, meant, foreign)));
    }
    return kinds;
  }

  // Never between the halves of a character.
  private String release(int end) {
    boolean half =
        end > 0 && end < known.length() && Character.isHighSurrogate(known.charAt(end - 1));
    int upTo = Math.max(released, half ? end - 1 : end);
    String out = known.substring(released, upTo);
    released = upTo;
    return out;
  }

  // What was judged is looked at again only for what speaks about attacks or forbids them, and
  // places count from what is left.
  private void forget() {
    int dropped = Math.max(0, first - STEP);
    int past = Math.max(place(dropped), far());
    if ((past == 0 && dropped == 0) || !found.isEmpty()) {
      return;
    }
    known.delete(0, past);
    begins.subList(0, dropped).clear();
    begins.replaceAll(place -> Math.max(0, place - past));
    quotes.forget(past);
    holdback.forget(past);
    quotationHoldback.forget(past);
    first -= dropped;
    released -= past;
  }

  // Before which place what was let go is too far away; as much again is kept meanwhile, so that
  // not each piece moves it all.
  private int far() {
    int past = Math.min(released, quotes.settled()) - KNOWN;
    return past < KNOWN ? 0 : past;
  }

  /** How many units are known, held back or let go. */
  int known() {
    return known.length();
  }
}
