package io.auterity.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The holdback of a text that is still streamed, against prompt injection: from where a rule has
 * begun, a sign stands, or words may be disguised, so that what follows may make an injection of
 * them.
 */
final class Holdback {

  /** How many odd words in a row may spell others. */
  private static final int SPELLED = 3;

  private final InjectionRules rules;
  private final boolean foreign;

  /** The text with its letters folded, and where each of those stands. */
  private final StringBuilder folded = new StringBuilder();

  private final List<Integer> foldedAt = new ArrayList<>();

  /** Words that are whole. */
  private final List<Word> words = new ArrayList<>();

  /**
   * Places from which on a sign stands, or words that may be disguised; each with the place from
   * which on words are held that what stands there may make a rule of.
   */
  private final TreeMap<Integer, Integer> suspects = new TreeMap<>();

  private final SpelledWords.Chunks chunks = new SpelledWords.Chunks();

  /** For each base, where a row of numbers of letters begins and how many there are. */
  private final int[] rows = new int[EncodedText.BASES.size()];

  private final int[] numbers = new int[EncodedText.BASES.size()];

  /** Where the word begins that may go on; negative where none does. */
  private int open = -1;

  /** Where what stands behind the last blank begins, the last row of a code, the last number. */
  private int run;

  private int code;
  private int part;

  /** How many odd words follow each other, and where they begin. */
  private int odd;

  private int oddly;

  /** Where a rule has begun, as of the words when they last changed. */
  private int ruled = Integer.MAX_VALUE;

  private boolean grown;

  /**
   * A word, also as it would be turned by rot13 and read from its end; null in a reading in which
   * what stands there is fewer words.
   *
   * @param begin its first unit
   */
  private record Word(
      int begin, @Nullable Groups plain, @Nullable Groups turned, @Nullable Groups back) {}

  Holdback(InjectionRules rules, boolean foreign) {
    this.rules = rules;
    this.foreign = foreign;
  }

  /**
   * Reads on.
   *
   * @param text all of it
   * @param from what was not read before
   * @param released up to where it was let go
   */
  void read(StringBuilder text, int from, int released) {
    int before = folded.length();
    for (int place = from; place < text.length(); place++) {
      char letter = Folding.fold(text.charAt(place));
      if (letter != Folding.SKIPPED) {
        folded.append(letter);
        foldedAt.add(place);
      }
      words(text, place, released);
      suspect(text, place, released);
    }
    Set<Integer> signs = new TreeSet<>();
    rules.findSigns(folded, Math.max(0, before - InjectionRules.LONGEST_SIGN), signs);
    signs.forEach(sign -> hold(foldedAt.get(sign), foldedAt.get(sign)));
  }

  // One is left out where another one that is forgotten later holds as much: so the later it is
  // forgotten the less it holds, and the first one tells what all of them hold.
  private void hold(int at, int from) {
    int held = Math.min(at, from);
    Map.Entry<Integer, Integer> behind = suspects.ceilingEntry(at);
    if (behind != null && behind.getValue() <= held) {
      return;
    }
    NavigableMap<Integer, Integer> before = suspects.headMap(at, true);
    while (!before.isEmpty() && before.lastEntry().getValue() >= held) {
      before.pollLastEntry();
    }
    suspects.put(at, held);
  }

  private void words(StringBuilder text, int place, int released) {
    if (SpelledWords.inWord(text.charAt(place))) {
      open = open < 0 ? place : open;
    } else if (open >= 0) {
      word(open, text.substring(open, place), released);
      open = -1;
    }
  }

  private void word(int begin, String raw, int released) {
    SpelledWords spelling = rules.spelling();
    String rot13 = TextDeobfuscation.rot13(raw);
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

  private @Nullable Groups group(List<String> words, int place) {
    return place < words.size() ? rules.of(words.get(place)) : null;
  }

  private void suspect(StringBuilder text, int place, int released) {
    char c = text.charAt(place);
    if (!EncodedText.isSign(c)) {
      if (place - code >= EncodedText.SHORTEST && EncodedText.says(text.substring(code, place))) {
        hold(code, code);
      }
      code = place + 1;
    }
    if (c >= 128 || !Character.isLetterOrDigit(c)) {
      if (place > part) {
        number(text.substring(part, place));
      }
      part = place + 1;
    }
    if (Character.isWhitespace(c)) {
      run = place + 1;
    } else if (TextDeobfuscation.isEscapedAt(text, place)) {
      hold(run, released);
    }
  }

  private void number(String written) {
    for (int i = 0; i < rows.length; i++) {
      boolean letter =
          written.length() <= 8 && EncodedText.letter(written, EncodedText.BASES.get(i)) >= 0;
      rows[i] = letter && numbers[i] == 0 ? part : rows[i];
      numbers[i] = letter ? numbers[i] + 1 : 0;
      if (numbers[i] == EncodedText.FEWEST_NUMBERS) {
        hold(rows[i], rows[i]);
      }
    }
  }

  /**
   * Where what is held begins: the end of the text if nothing is.
   *
   * @param text all of it, as it was read
   * @param from before that place all was judged
   */
  int begin(StringBuilder text, int from) {
    if (TextDeobfuscation.mayGoOn(text, run)) {
      return from;
    }
    suspects.headMap(from).clear();
    int sign = rules.openSign(folded);
    int begin = sign == 0 ? text.length() : foldedAt.get(folded.length() - sign);
    begin = Math.min(Math.min(begin, ruled(from)), Math.min(chunks.begin(), code));
    begin = open < 0 ? begin : Math.min(begin, open);
    begin = odd == 0 ? begin : Math.min(begin, oddly);
    for (int i = 0; i < rows.length; i++) {
      begin = numbers[i] == 0 ? begin : Math.min(begin, rows[i]);
    }
    begin = suspects.isEmpty() ? begin : Math.min(begin, suspects.firstEntry().getValue());
    return Math.max(begin, from);
  }

  private int ruled(int from) {
    boolean any = !words.isEmpty() && words.getFirst().begin() < from;
    if (any) {
      words.removeIf(word -> word.begin() < from);
    }
    if (any || grown) {
      ruled =
          Math.min(
              firstOpen(Word::plain, false),
              Math.min(firstOpen(Word::turned, false), firstOpen(Word::back, true)));
      grown = false;
    }
    return ruled;
  }

  private int firstOpen(Function<Word, @Nullable Groups> reading, boolean fromEnd) {
    List<Integer> begins = new ArrayList<>(words.size());
    List<Groups> groups = new ArrayList<>(words.size());
    for (Word word : words) {
      Groups read = reading.apply(word);
      if (read != null) {
        begins.add(word.begin());
        groups.add(read);
      }
    }
    int first = rules.firstOpen(groups.toArray(Groups[]::new), foreign, fromEnd);
    return first < begins.size() ? begins.get(first) : Integer.MAX_VALUE;
  }

  /** Counts places from another one on. */
  void forget(int past) {
    int letters = 0;
    while (letters < foldedAt.size() && foldedAt.get(letters) < past) {
      letters++;
    }
    folded.delete(0, letters);
    foldedAt.subList(0, letters).clear();
    foldedAt.replaceAll(place -> place - past);
    words.replaceAll(
        word -> new Word(word.begin() - past, word.plain(), word.turned(), word.back()));
    Map<Integer, Integer> places = new TreeMap<>(suspects);
    suspects.clear();
    places.forEach((at, from) -> hold(Math.max(0, at - past), Math.max(0, from - past)));
    chunks.forget(past);
    Arrays.setAll(rows, i -> Math.max(0, rows[i] - past));
    open = open < 0 ? -1 : open - past;
    run = Math.max(0, run - past);
    code = Math.max(0, code - past);
    part = Math.max(0, part - past);
    oddly = Math.max(0, oddly - past);
    ruled = ruled == Integer.MAX_VALUE ? ruled : ruled - past;
  }
}
