package io.auterity.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

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

  /** Where each of those letters stands. */
  private final List<Integer> foldedAt = new ArrayList<>();

  /** Where words begin in it, those that may go on included. */
  private final List<Integer> begins = new ArrayList<>();

  /** Its words that are whole. */
  private final List<Word> words = new ArrayList<>();

  private final Quotes closes = new Quotes();
  private final ArrayDeque<Span> quotes = new ArrayDeque<>();

  /**
   * Places from which on a sign stands, or words that may be disguised; each with the place from
   * which on words are held that what stands there may make a rule of.
   */
  private final TreeMap<Integer, Integer> suspects = new TreeMap<>();

  private final SpelledWords.Chunks chunks = new SpelledWords.Chunks();

  /** For each base, where a row of numbers of letters begins and how many there are. */
  private final int[] rows = new int[Codes.BASES.size()];

  private final int[] numbers = new int[Codes.BASES.size()];

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
  private int part;
  private int odd;
  private int oddly;
  private int ruled = Integer.MAX_VALUE;
  private boolean grown;
  private Set<String> found = Set.of();

  /**
   * A word, also as it would be turned by rot13 and read from its end.
   *
   * @param begin its first unit
   */
  private record Word(int begin, Groups plain, Groups turned, Groups back) {}

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
    int before = folded.length();
    for (int i = 0; i < piece.length() && lets; i++) {
      char letter = Folding.fold(piece.charAt(i));
      if (letter != Folding.SKIPPED) {
        folded.append(letter);
        foldedAt.add(known.length() + i);
      }
    }
    known.append(piece);
    for (; scanned < known.length(); scanned++) {
      scan(known.charAt(scanned));
    }
    if (lets) {
      Set<Integer> places = new TreeSet<>();
      rules.findSigns(folded, Math.max(0, before - InjectionRules.LONGEST_SIGN), places);
      places.forEach(place -> hold(foldedAt.get(place), foldedAt.get(place)));
    }
  }

  private void hold(int at, int from) {
    suspects.merge(at, Math.min(at, from), Math::min);
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
        hold(code, code);
      }
      code = scanned + 1;
    }
    if (c >= 128 || !Character.isLetterOrDigit(c)) {
      if (scanned > part) {
        number(known.substring(part, scanned));
      }
      part = scanned + 1;
    }
    if (Character.isWhitespace(c)) {
      run = scanned + 1;
    } else if (Disguises.isEscapedAt(known, scanned)) {
      hold(run, released);
    }
  }

  private void number(String written) {
    for (int i = 0; i < rows.length; i++) {
      boolean letter = written.length() <= 8 && Codes.letter(written, Codes.BASES.get(i)) >= 0;
      rows[i] = letter && numbers[i] == 0 ? part : rows[i];
      numbers[i] = letter ? numbers[i] + 1 : 0;
      if (numbers[i] == Codes.FEWEST_NUMBERS) {
        hold(rows[i], rows[i]);
      }
    }
  }

  private void word(int begin, String raw) {
    SpelledWords spelling = rules.spelling();
    String rot13 = Disguises.rot13(raw);
    String reversed = new StringBuilder(raw).reverse().toString();
    List<String> plain = spelling.of(raw);
    List<String> turned = spelling.of(rot13);
    List<String> back = spelling.of(reversed).reversed();
    for (int i = 0; i < plain.size() || i < back.size(); i++) {
      words.add(new Word(begin, group(plain, i), group(turned, i), group(back, i)));
    }
    odd = SpelledWords.isOdd(raw) ? odd + 1 : 0;
    oddly = odd == 1 ? begin : oddly;
    if (odd == SPELLED) {
      hold(oddly, oddly);
    }
    chunks.add(begin, raw);
    if (chunks.say()) {
      hold(chunks.begin(), chunks.begin());
    }
    if (spelling.hidesWords(raw) || spelling.hidesWords(rot13) || spelling.hidesWords(reversed)) {
      hold(begin, released);
    }
    grown = true;
  }

  private Groups group(List<String> words, int place) {
    return place < words.size() ? rules.of(words.get(place)) : Groups.NONE;
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
    suspects.headMap(begin).clear();
    int sign = rules.openSign(folded);
    int settled = sign == 0 ? known.length() : foldedAt.get(folded.length() - sign);
    settled = Math.min(Math.min(settled, ruled), chunks.begin());
    settled = open < 0 ? settled : Math.min(settled, open);
    settled = Math.min(settled, code);
    settled = odd == 0 ? settled : Math.min(settled, oddly);
    for (int i = 0; i < rows.length; i++) {
      settled = numbers[i] == 0 ? settled : Math.min(settled, rows[i]);
    }
    for (int from : suspects.values()) {
      settled = Math.min(settled, from);
    }
    return mayBeEscaped() ? begin : Math.max(settled, begin);
  }

  // Whether more must be there to tell if a sign stands for another: half of a character, or the
  // beginning of an escape.
  private boolean mayBeEscaped() {
    if (!known.isEmpty() && Character.isHighSurrogate(known.charAt(known.length() - 1))) {
      return true;
    }
    for (int place = known.length() - 1; place >= Math.max(run, known.length() - 4); place--) {
      if ("%&\\".indexOf(known.charAt(place)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private int ruled() {
    int first =
        Math.min(
            firstOpen(Word::plain, false),
            Math.min(firstOpen(Word::turned, false), firstOpen(Word::back, true)));
    return first < words.size() ? words.get(first).begin() : Integer.MAX_VALUE;
  }

  private int firstOpen(Function<Word, Groups> reading, boolean fromEnd) {
    return rules.firstOpen(words.stream().map(reading).toArray(Groups[]::new), foreign, fromEnd);
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
    int letters = 0;
    while (letters < foldedAt.size() && foldedAt.get(letters) < past) {
      letters++;
    }
    folded.delete(0, letters);
    foldedAt.subList(0, letters).clear();
    foldedAt.replaceAll(place -> place - past);
    closes.forget(past);
    begins.subList(0, dropped).clear();
    begins.replaceAll(place -> place - past);
    words.replaceAll(
        word -> new Word(word.begin() - past, word.plain(), word.turned(), word.back()));
    for (int i = quotes.size(); i > 0; i--) {
      Span quote = quotes.removeFirst();
      if (quote.end() > past) {
        int start = Math.max(0, quote.start() - past);
        quotes.addLast(new Span(quote.kind(), start, quote.end() - past));
      }
    }
    Map<Integer, Integer> places = new TreeMap<>(suspects);
    suspects.clear();
    places.forEach((at, from) -> hold(at - past, Math.max(0, from - past)));
    chunks.forget(past);
    part = Math.max(0, part - past);
    Arrays.setAll(rows, i -> Math.max(0, rows[i] - past));
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
