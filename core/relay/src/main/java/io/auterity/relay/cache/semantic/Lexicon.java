package io.auterity.relay.cache.semantic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lexicon of English paraphrases: the few ways to say a thing of which one may stand for
 * another. What does not stand in it counts as it is written, in its place.
 */
final class Lexicon {

  static final Lexicon ENGLISH = read("english.txt");

  private static final Pattern NAME = Pattern.compile("[A-Z][a-z]+");
  private static final Pattern ACRONYM = Pattern.compile("[A-Z]{2,6}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

  /** Phrases by what they are for, in the order in which they are tried. */
  private final Map<String, List<Phrase>> phrases = new HashMap<>();

  private final Map<String, Set<String>> sets = new HashMap<>();

  private Lexicon() {}

  private static Lexicon read(String name) {
    Lexicon lexicon = new Lexicon();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Lexicon.class.getResourceAsStream(name)),
                StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(lexicon::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lexicon;
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    String sort = line.substring(0, colon);
    String[] sides = line.substring(colon + 1).split("=>", 2);
    List<String> left = words(sides[0]);
    if (sides.length == 1) {
      sets.computeIfAbsent(sort, none -> new HashSet<>()).addAll(left);
    } else {
      phrases
          .computeIfAbsent(sort, none -> new ArrayList<>())
          .add(new Phrase(left, words(sides[1])));
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split(" +", -1));
  }

  boolean is(String set, String word) {
    return switch (set) {
      case "name" -> NAME.matcher(word).matches();
      case "acronym" -> ACRONYM.matcher(word).matches();
      case "word" -> WORD.matcher(word).matches();
      case "number" -> Character.isDigit(word.charAt(0));
      default -> sets.getOrDefault(set, Set.of()).contains(word);
    };
  }

  /** A text with the first phrase of a sort that is in it rewritten; itself where none is. */
  List<String> rewritten(String sort, List<String> text) {
    for (Phrase phrase : phrases.getOrDefault(sort, List.of())) {
      List<String> made = phrase.rewritten(text, this::is);
      if (made != null) {
        return made;
      }
    }
    return text;
  }

  /** A text with all phrases of a sort rewritten wherever they stand in it. */
  List<String> replaced(String sort, List<String> text) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < text.size(); ) {
      int length = 0;
      for (Phrase phrase : phrases.getOrDefault(sort, List.of())) {
        int end = i + phrase.from().size();
        List<String> here =
            end > text.size() ? null : phrase.rewritten(text.subList(i, end), this::is);
        if (here != null && length == 0) {
          made.addAll(here);
          length = phrase.from().size();
        }
      }
      if (length == 0) {
        made.add(text.get(i));
        length = 1;
      }
      i += length;
    }
    return made;
  }

  /**
   * A turn of phrase that says what another does. In both, {@code {set}} is the same one word of a
   * set, and {@code *} the same words between, of which there may be none.
   */
  private record Phrase(List<String> from, List<String> to) {

    private static final String ANY = "*";

    /** What a whole text is with the other turn of phrase; null where this one is not in it. */
    @Nullable List<String> rewritten(List<String> words, BiPredicate<String, String> isOf) {
      int any = from.indexOf(ANY);
      int tail = any < 0 ? 0 : from.size() - any - 1;
      int head = any < 0 ? from.size() : any;
      int rest = words.size() - head - tail;
      if (rest < 0 || (any < 0 && rest > 0)) {
        return null;
      }
      Map<String, List<String>> bound = new HashMap<>();
      bound.put(ANY, words.subList(head, head + rest));
      for (int i = 0; i < head + tail; i++) {
        String wanted = from.get(i < head ? i : i + 1);
        String word = words.get(i < head ? i : i + rest);
        if (!fits(wanted, word, isOf)) {
          return null;
        }
        bound.put(wanted, List.of(word));
      }
      List<String> made = new ArrayList<>();
      to.forEach(word -> made.addAll(bound.getOrDefault(word, List.of(word))));
      return made;
    }

    private static boolean fits(String wanted, String word, BiPredicate<String, String> isOf) {
      return wanted.startsWith("{")
          ? isOf.test(wanted.substring(1, wanted.length() - 1), word)
          : wanted.equals(word);
    }
  }
}
