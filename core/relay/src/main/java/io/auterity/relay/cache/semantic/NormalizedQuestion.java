package io.auterity.relay.cache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The normalised wording of a question in English, by which the semantic cache compares it. It has
 * the question's words in their order and with their capitals, without the frame of politeness
 * around them, and in one wording of those that are known to say the same.
 *
 * @param letters its words, whatever the capitals of the first, and the spaces and marks at its end
 * @param kind how, what, why, when …; {@code whether}; {@code do} where it is no question
 */
public record NormalizedQuestion(String text, String letters, String kind, List<String> parts) {

  /** Longer questions are compared letter by letter only. */
  static final int LONGEST = 600;

  private static final Lexicon ENGLISH = Lexicon.ENGLISH;
  private static final int SURE = 2;

  public NormalizedQuestion {
    parts = List.copyOf(parts);
  }

  /** Its words of content, whatever their order. */
  public String words() {
    return String.join(
        " ", new TreeSet<>(parts.stream().filter(one -> !ENGLISH.is("grammar", one)).toList()));
  }

  /** The question in a text; null where it is long, not plain, or not known to be English. */
  public static @Nullable NormalizedQuestion of(String text) {
    List<String> words = text.length() > LONGEST ? null : SentenceTokens.of(text);
    if (words == null || words.isEmpty() || !isEnglish(words)) {
      return null;
    }
    List<String> begun = begun(words);
    List<String> open = withoutEnd(begun);
    boolean said = open.stream().anyMatch(word -> ENGLISH.is("mention", word));
    List<String> greeted = ungreeted(said ? open : ENGLISH.rewritten("end", open));
    List<String> asked = ENGLISH.rewritten("frame", greeted);
    boolean framed = !asked.equals(greeted);
    List<String> turned = turned(framed ? ENGLISH.rewritten("told", asked) : asked);
    List<String> parts = new ArrayList<>(said ? turned : spelled(turned));
    String kind = kind(parts);
    if (!framed && !mayEndBare(kind, parts, begun.getLast())) {
      parts.addAll(begun.subList(open.size(), begun.size()));
    }
    return new NormalizedQuestion(text, String.join(" ", open), kind, parts);
  }

  // "Do it" is no question, "Do it?" is one.
  private static boolean mayEndBare(String kind, List<String> parts, String end) {
    boolean bidden = ENGLISH.is("bidding", parts.getFirst()) && !parts.contains("I");
    return !kind.equals("do") && !bidden && !end.equals(".");
  }

  private static boolean isEnglish(List<String> words) {
    List<String> small = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    long known = small.stream().filter(word -> ENGLISH.is("english", word)).count();
    return known >= (ENGLISH.is("asking", small.getFirst()) ? 1 : SURE);
  }

  // The capital of the first word says nothing, unless the word is a name or all in capitals.
  private static List<String> begun(List<String> words) {
    String first = words.getFirst();
    String small = first.toLowerCase(Locale.ROOT);
    if (!ENGLISH.is("name", first) || !ENGLISH.is("beginning", small)) {
      return words;
    }
    List<String> all = new ArrayList<>(words);
    all.set(0, small);
    return all;
  }

  private static List<String> withoutEnd(List<String> words) {
    int end = words.size();
    while (end > 1 && words.get(end - 1).equals("?")) {
      end--;
    }
    boolean stop = end == words.size() && end > 1 && words.get(end - 1).equals(".");
    return words.subList(0, stop ? end - 1 : end);
  }

  private static List<String> ungreeted(List<String> words) {
    List<String> rest = ENGLISH.rewritten("greeting", words);
    if (rest.size() == words.size() || rest.isEmpty()) {
      return words;
    }
    List<String> begun = begun(rest);
    return ENGLISH.is("beginning", begun.getFirst()) ? begun : words;
  }

  private static List<String> turned(List<String> words) {
    return ENGLISH.rewritten("turn", ENGLISH.rewritten("short", words));
  }

  private static List<String> spelled(List<String> words) {
    return ENGLISH.replaced("same", ENGLISH.replaced("number", words));
  }

  private static String kind(List<String> parts) {
    String first = parts.getFirst();
    if (ENGLISH.is("kind", first)) {
      return first;
    }
    return ENGLISH.is("auxiliary", first) || ENGLISH.is("modal", first) ? "whether" : "do";
  }
}
