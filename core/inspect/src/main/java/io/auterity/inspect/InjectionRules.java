package io.auterity.inspect;

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
import java.util.TreeMap;

/**
 * The detection rules for prompt injections: groups of words that follow each other within a few
 * words, and letters as they stand, each with a weight. What weighs 1 or more in one passage is an
 * injection. The rules stand in {@code injections.txt}.
 */
final class InjectionRules {

  /** Units of the longest letters that no words are. */
  static final int LONGEST_SIGN = 32;

  private static final double ENOUGH = 0.999;

  private final Map<String, Groups> groups = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Rule> backwards = new ArrayList<>();
  private final List<Sign> signs = new ArrayList<>();
  private final Set<String> openings = new HashSet<>();
  private final SpelledWords spelling;

  /** Groups that follow each other, each at most so many words after the one before. */
  private record Rule(
      boolean foreign,
      String kind,
      double weight,
      List<Groups> steps,
      List<Integer> gaps,
      List<Unless> unless) {

    Rule backwards() {
      List<Integer> turned = new ArrayList<>(gaps.reversed());
      turned.addFirst(turned.removeLast());
      return new Rule(foreign, kind, weight, steps.reversed(), turned, List.of());
    }

    boolean isUndone(Groups[] words, int first) {
      return unless.stream().anyMatch(one -> one.standsBefore(words, first));
    }
  }

  /** Words that make a rule not hold where any of them stands a few words before. */
  private record Unless(Groups group, int reach) {

    boolean standsBefore(Groups[] words, int first) {
      for (int place = Math.max(0, first - reach); place < first; place++) {
        if (words[place].meets(group)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Letters as they stand, which no words are. */
  private record Sign(String kind, double weight, String letters, String backwards) {}

  InjectionRules() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(InjectionRules.class.getResourceAsStream("injections.txt")),
                StandardCharsets.UTF_8))) {
      lines.lines().map(String::strip).forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rules.forEach(rule -> backwards.add(rule.backwards()));
    spelling = new SpelledWords(groups.keySet());
  }

  // group NAME words | sign KIND WEIGHT letters
  // rule KIND WEIGHT GROUP GAP GROUP ... unless GROUP REACH ...
  private void read(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] parts = line.split("\\s+", -1);
    switch (parts[0]) {
      case "group" -> {
        Groups group = named(parts[1]);
        for (int i = 2; i < parts.length; i++) {
          groups.merge(SpelledWords.canonical(parts[i]), group, Groups::and);
        }
      }
      case "sign" -> {
        String letters = line.substring(line.indexOf(parts[2]) + parts[2].length()).strip();
        if (letters.length() > LONGEST_SIGN) {
          throw new IllegalArgumentException("too long: " + letters);
        }
        String turned = new StringBuilder(letters).reverse().toString();
        signs.add(new Sign(parts[1], Double.parseDouble(parts[2]), letters, turned));
        for (int units = 1; units < letters.length(); units++) {
          openings.add(letters.substring(0, units));
          openings.add(turned.substring(0, units));
        }
      }
      case "rule" -> rules.add(rule(parts, false));
      case "foreign" -> rules.add(rule(parts, true));
      default -> throw new IllegalArgumentException("no rule: " + line);
    }
  }

  private Groups named(String group) {
    int next = numbers.size();
    int number = numbers.computeIfAbsent(group, name -> next);
    if (number >= Groups.MOST) {
      throw new IllegalArgumentException("too many groups");
    }
    return Groups.of(number);
  }

  private Rule rule(String[] parts, boolean foreign) {
    List<Groups> steps = new ArrayList<>();
    List<Integer> gaps = new ArrayList<>();
    List<Unless> unless = new ArrayList<>();
    int end = parts.length;
    for (; parts[end - 3].equals("unless"); end -= 3) {
      unless.add(new Unless(anyOf(parts[end - 2]), Integer.parseInt(parts[end - 1])));
    }
    for (int i = 3; i < end; i += 2) {
      steps.add(anyOf(parts[i]));
      gaps.add(i == 3 ? 0 : Integer.parseInt(parts[i - 1]));
    }
    return new Rule(foreign, parts[1], Double.parseDouble(parts[2]), steps, gaps, unless);
  }

  private Groups anyOf(String names) {
    Groups any = Groups.NONE;
    for (String name : names.split("\\|", -1)) {
      if (!numbers.containsKey(name)) {
        throw new IllegalArgumentException("no group " + name);
      }
      any = any.and(named(name));
    }
    return any;
  }

  SpelledWords spelling() {
    return spelling;
  }

  /** To which groups a word belongs, as it is written for comparison. */
  Groups of(String word) {
    return groups.getOrDefault(word, Groups.NONE);
  }

  /** Whether a text speaks about attacks, as training material and tests do. */
  boolean speakOfAttacks(String text) {
    Groups about = named("ABOUT");
    return spelling.words(text).stream().anyMatch(word -> of(word).meets(about));
  }

  /** Before how many words at most a word stands that makes a rule not hold. */
  int reach() {
    return rules.stream()
        .flatMap(rule -> rule.unless().stream())
        .mapToInt(Unless::reach)
        .max()
        .orElse(0);
  }

  /**
   * The kinds of injections in a passage as it stands; none where it is harmless.
   *
   * @param before the words before it, which make no injection but may forbid one
   */
  Set<String> in(String before, String passage, boolean foreign) {
    List<String> spelled = new ArrayList<>(spelling.words(before));
    int begin = spelled.size();
    spelled.addAll(spelling.words(passage));
    Groups[] words = spelled.stream().map(this::of).toArray(Groups[]::new);
    Map<String, Double> weights = signs(Folding.fold(passage));
    Groups here = Groups.NONE;
    for (int i = begin; i < words.length; i++) {
      here = here.and(words[i]);
    }
    for (Rule rule : rules) {
      if (holds(rule, foreign) && mayStand(rule, here) && first(rule, words, begin, false) >= 0) {
        weights.merge(rule.kind(), rule.weight(), Math::max);
      }
    }
    double weight = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    return weight >= ENOUGH ? Set.copyOf(weights.keySet()) : Set.of();
  }

  private static boolean holds(Rule rule, boolean foreign) {
    return foreign || !rule.foreign();
  }

  private Map<String, Double> signs(String folded) {
    Map<String, Double> found = new TreeMap<>();
    for (Sign sign : signs) {
      if (folded.contains(sign.letters())) {
        found.merge(sign.kind(), sign.weight(), Math::max);
      }
    }
    return found;
  }

  private static boolean mayStand(Rule rule, Groups here) {
    for (Groups step : rule.steps()) {
      if (!step.meets(here)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first word from which on a rule stands or may come to stand by words that follow; the
   * number of words where none does.
   *
   * @param fromEnd whether the text is read from its end, where nothing forbids a rule
   */
  int firstOpen(Groups[] words, boolean foreign, boolean fromEnd) {
    int open = words.length;
    for (Rule rule : fromEnd ? backwards : rules) {
      int first = holds(rule, foreign) ? first(rule, words, 0, true) : -1;
      open = first < 0 ? open : Math.min(open, first);
    }
    return open;
  }

  /** Adds the places from {@code from} on where letters stand that no words are, either way. */
  void findSigns(CharSequence folded, int from, Set<Integer> places) {
    String text = folded.subSequence(from, folded.length()).toString();
    for (Sign sign : signs) {
      find(sign.letters(), text, from, places);
      find(sign.backwards(), text, from, places);
    }
  }

  private static void find(String letters, String text, int from, Set<Integer> places) {
    for (int at = text.indexOf(letters); at >= 0; at = text.indexOf(letters, at + 1)) {
      places.add(from + at);
    }
  }

  /** How many of the last units of a text may be the beginning of such letters. */
  int openSign(CharSequence folded) {
    int length = folded.length();
    for (int units = Math.min(LONGEST_SIGN - 1, length); units > 0; units--) {
      if (openings.contains(folded.subSequence(length - units, length).toString())) {
        return units;
      }
    }
    return 0;
  }

  // The first word of the first place where the rule stands; if open, or may still come to stand.
  private static int first(Rule rule, Groups[] words, int from, boolean open) {
    for (int first = from; first < words.length; first++) {
      if (words[first].meets(rule.steps().getFirst())
          && !rule.isUndone(words, first)
          && follows(rule, words, open, 1, first)) {
        return first;
      }
    }
    return -1;
  }

  // Rules have a few groups and small gaps, so trying each place is bounded.
  private static boolean follows(Rule rule, Groups[] words, boolean open, int step, int last) {
    if (step == rule.steps().size()) {
      return true;
    }
    int most = last + rule.gaps().get(step);
    if (open && most >= words.length) {
      return true;
    }
    for (int place = last + 1; place <= most && place < words.length; place++) {
      if (words[place].meets(rule.steps().get(step))
          && follows(rule, words, open, step + 1, place)) {
        return true;
      }
    }
    return false;
  }
}
