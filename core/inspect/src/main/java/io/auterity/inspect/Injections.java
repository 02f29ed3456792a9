package io.auterity.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Instructions where none belong, by rules: groups of words that follow each other within a few
 * words, each with a weight. What lies within a window of words and weighs 1 or more is an
 * injection. The rules stand in {@code injections.txt}; how words are disguised makes no
 * difference.
 *
 * <p>What a text only quotes while it speaks about attacks, as training material and tests do, is
 * not held against it.
 */
public final class Injections {

  private static final int WINDOW = 120;
  private static final int STEP = 60;
  private static final int LONGEST_QUOTE = 200;
  private static final double ENOUGH = 0.999;

  private final Map<String, Long> groups = new HashMap<>();
  private final Map<String, Integer> bits = new HashMap<>();
  private final Map<String, List<String>> joined;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Sign> signs = new ArrayList<>();

  /** Groups that follow each other, each at most so many words after the one before. */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Rule(boolean foreign, String kind, double weight, long[] groups, int[] gaps) {}

  /** Letters as they stand, which no words are. */
  private record Sign(String kind, double weight, String letters) {}

  public Injections() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Injections.class.getResourceAsStream("injections.txt")),
                StandardCharsets.UTF_8))) {
      lines.lines().map(String::strip).forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    joined = SpelledWords.byBegin(groups.keySet());
  }

  // group NAME: words | sign KIND WEIGHT letters | rule KIND WEIGHT GROUP GAP GROUP ...
  private void read(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] parts = line.split("\\s+", -1);
    switch (parts[0]) {
      case "group" -> {
        long bit = bit(parts[1]);
        for (int i = 2; i < parts.length; i++) {
          groups.merge(SpelledWords.canonical(parts[i]), bit, (one, other) -> one | other);
        }
      }
      case "sign" -> {
        String letters = line.substring(line.indexOf(parts[2]) + parts[2].length()).strip();
        signs.add(new Sign(parts[1], Double.parseDouble(parts[2]), letters));
      }
      case "rule" -> rules.add(rule(parts, false));
      case "foreign" -> rules.add(rule(parts, true));
      default -> throw new IllegalArgumentException("no rule: " + line);
    }
  }

  private long bit(String group) {
    int count = bits.size();
    int place = bits.computeIfAbsent(group, name -> count);
    if (place >= Long.SIZE) {
      throw new IllegalArgumentException("too many groups");
    }
    return 1L << place;
  }

  private Rule rule(String[] parts, boolean foreign) {
    int steps = (parts.length - 2) / 2;
    long[] wanted = new long[steps];
    int[] gaps = new int[steps];
    for (int i = 0; i < steps; i++) {
      for (String name : parts[3 + 2 * i].split("\\|", -1)) {
        Integer known = bits.get(name);
        if (known == null) {
          throw new IllegalArgumentException("no group " + name);
        }
        wanted[i] |= 1L << known;
      }
      gaps[i] = i == 0 ? 0 : Integer.parseInt(parts[2 + 2 * i]);
    }
    return new Rule(foreign, parts[1], Double.parseDouble(parts[2]), wanted, gaps);
  }

  /**
   * The kinds of injections in a text; none where it is harmless.
   *
   * @param foreign whether it is what a tool or a document says, where even how to answer is not
   *     for it to say
   */
  public Set<String> in(String text, boolean foreign) {
    String open = withoutQuotes(text);
    Set<String> kinds = new TreeSet<>(found(open, foreign));
    if (kinds.isEmpty()) {
      Disguises.of(open).forEach(meant -> kinds.addAll(found(meant, foreign)));
    }
    return kinds;
  }

  private Set<String> found(String text, boolean foreign) {
    String lower = Folding.fold(text);
    List<String> words = SpelledWords.words(text, joined);
    long[] masks = new long[words.size()];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = groups.getOrDefault(words.get(i), 0L);
    }
    Map<String, Double> signed = signs(lower);
    for (int from = 0; from == 0 || from + WINDOW - STEP < masks.length; from += STEP) {
      Map<String, Double> weights = new TreeMap<>(signed);
      weigh(masks, from, foreign, weights);
      if (weights.values().stream().mapToDouble(Double::doubleValue).sum() >= ENOUGH) {
        return Set.copyOf(weights.keySet());
      }
    }
    return Set.of();
  }

  private Map<String, Double> signs(String lower) {
    Map<String, Double> found = new TreeMap<>();
    for (Sign sign : signs) {
      if (lower.contains(sign.letters())) {
        found.merge(sign.kind(), sign.weight(), Math::max);
      }
    }
    return found;
  }

  private void weigh(long[] masks, int from, boolean foreign, Map<String, Double> weights) {
    int to = Math.min(masks.length, from + WINDOW);
    long here = 0;
    for (int place = from; place < to; place++) {
      here |= masks[place];
    }
    for (Rule rule : rules) {
      boolean may = foreign || !rule.foreign();
      if (may && mayStand(rule, here) && stands(rule, masks, from, to)) {
        weights.merge(rule.kind(), rule.weight(), Math::max);
      }
    }
  }

  private static boolean mayStand(Rule rule, long here) {
    for (long group : rule.groups()) {
      if ((group & here) == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean stands(Rule rule, long[] masks, int from, int to) {
    for (int first = from; first < to; first++) {
      if ((masks[first] & rule.groups()[0]) != 0 && follows(rule, masks, 1, first, to)) {
        return true;
      }
    }
    return false;
  }

  // Rules have a few groups and small gaps, so trying each place is bounded.
  private static boolean follows(Rule rule, long[] masks, int step, int last, int to) {
    if (step == rule.groups().length) {
      return true;
    }
    int end = Math.min(to - 1, last + rule.gaps()[step]);
    for (int place = last + 1; place <= end; place++) {
      if ((masks[place] & rule.groups()[step]) != 0 && follows(rule, masks, step + 1, place, to)) {
        return true;
      }
    }
    return false;
  }

  private String withoutQuotes(String text) {
    StringBuilder rest = new StringBuilder(text.length());
    int place = 0;
    boolean quotes = false;
    while (place < text.length()) {
      int end = endOfQuote(text, place);
      quotes |= end > place;
      rest.append(end > place ? " … " : String.valueOf(text.charAt(place)));
      place = Math.max(end, place + 1);
    }
    return quotes && speaksOfAttacks(rest.toString()) ? rest.toString() : text;
  }

  // Where a quotation ends that begins here; the place itself when none does.
  private static int endOfQuote(String text, int place) {
    char open = text.charAt(place);
    char close =
        switch (open) {
          case '\'', '"', '`' -> open;
          case '“', '„' -> '”';
          case '‘' -> '’';
          case '«' -> '»';
          default -> 0;
        };
    boolean inside = place > 0 && Character.isLetterOrDigit(text.charAt(place - 1));
    if (close == 0 || inside) {
      return place;
    }
    int most = Math.min(text.length(), place + LONGEST_QUOTE);
    for (int end = text.indexOf(close, place + 1, most); end > 0; ) {
      boolean inWord = end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1));
      if (!inWord) {
        return end + 1;
      }
      end = text.indexOf(close, end + 1, most);
    }
    return place;
  }

  private boolean speaksOfAttacks(String rest) {
    long about = 1L << Objects.requireNonNull(bits.get("ABOUT"));
    for (String word : rest.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
      if ((groups.getOrDefault(SpelledWords.canonical(word), 0L) & about) != 0) {
        return true;
      }
    }
    return false;
  }
}
