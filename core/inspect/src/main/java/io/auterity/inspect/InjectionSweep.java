package io.auterity.inspect;

import java.util.ArrayDeque;
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

  /** Odd words, one after the other, from which on somebody may spell others. */
  private static final int SPELLED = 3;

  private final InjectionRules rules;
  private final boolean foreign;

  /** The text from where the passage begins that is judged next, with its letters folded. */
  private final StringBuilder known = new StringBuilder();

  private final StringBuilder folded = new StringBuilder();

  /** Where words begin in it, those that may go on included. */
  private final List<Integer> begins = new ArrayList<>();

  /** Its words that are whole. */
  private final List<Word> words = new ArrayList<>();

  private final Quotes closes = new Quotes();
  private final ArrayDeque<Span> quotes = new ArrayDeque<>();

  /** Places from which on a sign stands, or words that may be disguised. */
  private final TreeSet<Integer> suspects = new TreeSet<>();

  private boolean lets = true;
  private int first;
  private boolean anyJudged;

  /** Whether the next passage is harmless if what follows it speaks about attacks. */
  private boolean waits;

  private int scanned;
  private int quoted;
  private int released;
  private int open = -1;
  private int run;
  private int code;
  private int odd;
  private int oddly;
  private int ruled = Integer.MAX_VALUE;
  private boolean grown;
  private Set<String> found = Set.of();

  /**
   * A word, also as it would be turned by rot13.
   *
   * @param begin its first unit
   */
  private record Word(int begin, Groups plain, Groups turned) {}

  InjectionSweep(InjectionRules rules, boolean foreign) {
    this.rules = rules;
    this.foreign = foreign;
  }

  /** Takes the next piece; gives back what may go now. */
  public String take(CharSequence piece) {
    if (!found.isEmpty()) {
      return piece.toString();
    }
    append(piece);
    judge(false);
    String out = release(found.isEmpty() ? settled() : known.length());
    forget();
    return out;
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
    known.append(piece);
    for (int i = 0; i < piece.length() && lets; i++) {
      folded.append(Folding.fold(piece.charAt(i)));
    }
    for (; scanned < known.length(); scanned++) {
      scan(known.charAt(scanned));
    }
    if (lets) {
      int from = known.length() - piece.length() - InjectionRules.LONGEST_SIGN;
      rules.findSigns(folded, Math.max(0, from), suspects);
    }
  }

  private void scan(char c) {
    if (!SpelledWords.inWord(c)) {
      if (open >= 0 && lets) {
        word(open, known.substring(open, scanned));
      }
      open = -1;
    } else if (open < 0) {
      open = scanned;
      begins.add(scanned);
    }
    if (lets) {
      suspect(c);
    }
  }

  private void suspect(char c) {
    if (!Codes.isSign(c)) {
      if (scanned - code >= Codes.SHORTEST && Codes.says(known.substring(code, scanned))) {
        suspects.add(code);
      }
      code = scanned + 1;
    }
    if (Character.isWhitespace(c)) {
      run = scanned + 1;
    } else if (Disguises.isEscapedAt(known, scanned)) {
      suspects.add(run);
    }
  }

  private void word(int begin, String raw) {
    List<String> plain = rules.spelling().of(raw);
    List<String> turned = rules.spelling().of(Disguises.rot13(raw));
    for (int i = 0; i < plain.size(); i++) {
      Groups other = i < turned.size() ? rules.of(turned.get(i)) : Groups.NONE;
      words.add(new Word(begin, rules.of(plain.get(i)), other));
    }
    odd = SpelledWords.isOdd(raw) ? odd + 1 : 0;
    oddly = odd == 1 ? begin : oddly;
    if (odd == SPELLED) {
      suspects.add(oddly);
    }
    if (rules.spelling().hidesWords(raw)) {
      suspects.add(begin);
    }
    grown = true;
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
      forgetQuotes(place(first - STEP));
      found = judged(next, further);
      waits = !found.isEmpty() && !further && mayBeSpared(next);
      if (waits) {
        found = Set.of();
        return;
      }
      first += STEP;
      anyJudged = true;
      grown = true;
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

  // What speaks about attacks may do so as many words before or behind as passages overlap, so
  // that it makes no difference where they begin.
  private Set<String> judged(int next, boolean further) {
    int begin = begin();
    int end = place(next);
    String passage = known.substring(begin, end);
    String bare = withoutQuotes(begin, end);
    boolean spares =
        !bare.equals(passage)
            && rules.speakOfAttacks(
                withoutQuotes(place(first - STEP), further ? place(next + STEP) : end));
    int before = place(first - rules.reach());
    return spares
        ? judged(withoutQuotes(before, begin), bare)
        : judged(known.substring(before, begin), passage);
  }

  private boolean mayBeSpared(int next) {
    int begin = begin();
    String bare = withoutQuotes(begin, place(next));
    return !bare.equals(known.substring(begin, place(next)))
        && judged(withoutQuotes(place(first - rules.reach()), begin), bare).isEmpty();
  }

  private Set<String> judged(String before, String passage) {
    Set<String> kinds = new TreeSet<>(rules.in(before, passage, foreign));
    if (kinds.isEmpty()) {
      Disguises.of(passage).forEach(meant -> kinds.addAll(rules.in(before, meant, foreign)));
    }
    return kinds;
  }

  private void forgetQuotes(int past) {
    while (!quotes.isEmpty() && quotes.getFirst().end() <= past) {
      quotes.removeFirst();
    }
  }

  private String withoutQuotes(int begin, int end) {
    while (quoted < end) {
      int close = closes.end(known, quoted);
      if (close > quoted) {
        quotes.add(new Span("quote", quoted, close));
      }
      quoted = Math.max(close, quoted + 1);
    }
    StringBuilder bare = new StringBuilder();
    int place = begin;
    for (Span quote : quotes) {
      if (quote.start() >= end) {
        break;
      }
      if (quote.end() > begin) {
        bare.append(known, place, Math.max(place, quote.start())).append(" … ");
        place = Math.min(end, quote.end());
      }
    }
    return bare.append(known, place, end).toString();
  }

  // Up to here nothing that follows can make a part of an injection.
  private int settled() {
    int begin = begin();
    if (grown) {
      words.removeIf(word -> word.begin() < begin);
      ruled = ruled();
      grown = false;
    }
    suspects.headSet(begin).clear();
    int settled = Math.min(ruled, known.length() - rules.openSign(folded));
    settled = open < 0 ? settled : Math.min(settled, open);
    settled = scanned - code < Codes.SHORTEST ? settled : Math.min(settled, code);
    settled = odd == 0 ? settled : Math.min(settled, oddly);
    settled = suspects.isEmpty() ? settled : Math.min(settled, suspects.first());
    return Math.max(settled, begin);
  }

  private int ruled() {
    int plain = rules.firstOpen(words.stream().map(Word::plain).toArray(Groups[]::new), foreign);
    int turned = rules.firstOpen(words.stream().map(Word::turned).toArray(Groups[]::new), foreign);
    int first = Math.min(plain, turned);
    return first < words.size() ? words.get(first).begin() : Integer.MAX_VALUE;
  }

  // Never between the halves of a character.
  private String release(int settled) {
    boolean half =
        settled > 0
            && settled < known.length()
            && Character.isHighSurrogate(known.charAt(settled - 1));
    int upTo = Math.max(released, half ? settled - 1 : settled);
    String out = known.substring(released, upTo);
    released = upTo;
    return out;
  }

  // What was judged is looked at again only for what speaks about attacks or forbids them, and
  // places count from what is left.
  private void forget() {
    int dropped = Math.max(0, first - STEP);
    int past = place(dropped);
    if (past == 0 || !found.isEmpty()) {
      return;
    }
    known.delete(0, past);
    folded.delete(0, past);
    closes.forget(past);
    begins.subList(0, dropped).clear();
    begins.replaceAll(place -> place - past);
    words.replaceAll(word -> new Word(word.begin() - past, word.plain(), word.turned()));
    for (int i = quotes.size(); i > 0; i--) {
      Span quote = quotes.removeFirst();
      if (quote.end() > past) {
        int start = Math.max(0, quote.start() - past);
        quotes.addLast(new Span(quote.kind(), start, quote.end() - past));
      }
    }
    List<Integer> places = List.copyOf(suspects);
    suspects.clear();
    places.forEach(place -> suspects.add(place - past));
    first -= dropped;
    scanned -= past;
    quoted -= past;
    released -= past;
    open = open < 0 ? -1 : open - past;
    run = Math.max(0, run - past);
    code = Math.max(0, code - past);
    oddly = Math.max(0, oddly - past);
    ruled = ruled == Integer.MAX_VALUE ? ruled : ruled - past;
  }
}
