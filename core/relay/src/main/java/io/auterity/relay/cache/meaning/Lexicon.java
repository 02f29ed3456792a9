package io.auterity.relay.cache.meaning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is known of English: which words say nothing, which say the same, and which turns of phrase
 * do. What does not stand in it is taken for a word of its own.
 */
final class Lexicon {

  static final Lexicon ENGLISH = read("english.txt");

  private static final String ANY = "*";

  /** The beginning of a text that says it politely only, the longest first. */
  private final List<List<String>> openings = new ArrayList<>();

  private final List<Turn> turns = new ArrayList<>();
  private final Map<String, String> same = new HashMap<>();
  private final Map<String, Set<String>> sets = new HashMap<>();

  /** A turn of phrase, of which {@code *} stands for words between. */
  private record Turn(List<String> from, List<String> to) {}

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
    Comparator<List<String>> longest = Comparator.comparingInt(words -> -words.size());
    lexicon.openings.sort(longest);
    lexicon.turns.sort(Comparator.comparing(Turn::from, longest));
    return lexicon;
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    String sort = line.substring(0, colon);
    String rest = line.substring(colon + 1).strip();
    switch (sort) {
      case "opening" -> openings.add(words(rest));
      case "turn" -> {
        String[] sides = rest.split(" => ", 2);
        turns.add(new Turn(words(sides[0]), words(sides[1])));
      }
      case "same" -> words(rest).forEach(word -> same.put(word, words(rest).getFirst()));
      default -> sets.computeIfAbsent(sort, none -> new HashSet<>()).addAll(words(rest));
    }
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
  }

  boolean is(String set, String word) {
    return sets.getOrDefault(set, Set.of()).contains(word);
  }

  /** The one word for all that say the same, without the ending of a plural or of a doing. */
  String canonical(String word) {
    String known = same.get(word);
    if (known != null) {
      return known;
    }
    for (String stem : Stems.of(word)) {
      String found = same.get(stem);
      if (found != null) {
        return found;
      }
    }
    return Stems.of(word).isEmpty() ? word : Stems.of(word).getFirst();
  }

  /** Without what is only polite. */
  List<Lexeme> opened(List<Lexeme> tokens) {
    List<Lexeme> rest = tokens;
    boolean found = true;
    while (found) {
      found = false;
      for (List<String> opening : openings) {
        if (rest.size() > opening.size() && matches(rest, 0, opening)) {
          rest = rest.subList(opening.size(), rest.size());
          found = true;
          break;
        }
      }
    }
    return rest;
  }

  /** With one turn of phrase in place of each that says the same. */
  List<Lexeme> turned(List<Lexeme> tokens) {
    List<Lexeme> now = tokens;
    for (Turn turn : turns) {
      now = turn.from().contains(ANY) ? around(now, turn) : replaced(now, turn);
    }
    return now;
  }

  private static List<Lexeme> around(List<Lexeme> tokens, Turn turn) {
    int any = turn.from().indexOf(ANY);
    List<String> head = turn.from().subList(0, any);
    List<String> tail = turn.from().subList(any + 1, turn.from().size());
    int end = tokens.size() - tail.size();
    if (end <= head.size() || !matches(tokens, 0, head) || !matches(tokens, end, tail)) {
      return tokens;
    }
    List<Lexeme> made = new ArrayList<>();
    for (String word : turn.to()) {
      if (word.equals(ANY)) {
        made.addAll(tokens.subList(head.size(), end));
      } else {
        made.add(new Lexeme(word));
      }
    }
    return made;
  }

  private static List<Lexeme> replaced(List<Lexeme> tokens, Turn turn) {
    for (int i = 0; i + turn.from().size() <= tokens.size(); i++) {
      if (matches(tokens, i, turn.from())) {
        List<Lexeme> made = new ArrayList<>(tokens.subList(0, i));
        turn.to().forEach(word -> made.add(new Lexeme(word)));
        made.addAll(tokens.subList(i + turn.from().size(), tokens.size()));
        return made;
      }
    }
    return tokens;
  }

  private static boolean matches(List<Lexeme> tokens, int from, List<String> words) {
    if (from + words.size() > tokens.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!tokens.get(from + i).text().equals(words.get(i))) {
        return false;
      }
    }
    return true;
  }
}
