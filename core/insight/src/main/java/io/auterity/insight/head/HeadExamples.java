package io.auterity.insight.head;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextLearner.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The training examples of a head, and those held out to measure it: a stratified split (each label
 * as often as in the whole), with no text in both parts.
 *
 * @param leftOut labels that too few examples have, with how many these are
 * @param repeated examples whose text stands later again; the last one counts
 */
public record HeadExamples(
    List<Example> taught, List<Example> held, Map<String, Integer> leftOut, int repeated) {

  /** How many different texts it takes. */
  public static final int LEAST = 50;

  /** How many of them a label needs, so that it is both taught and measured. */
  public static final int LEAST_OF_LABEL = 5;

  /** Of more the latest are taken. */
  public static final int MOST = 5_000;

  /** What is read of a text; a head gains nothing by more. */
  public static final int LONGEST = 8_000;

  /** Of texts that have more together the latest are taken. */
  public static final int MOST_CHARACTERS = 16_000_000;

  static final int MOST_LABELS = 100;

  static final int LONGEST_LABEL = 256;

  private static final int PARTS = 5;
  private static final long SEED = 1;

  public HeadExamples {
    taught = List.copyOf(taught);
    held = List.copyOf(held);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }

  /**
   * Of examples from the oldest to the latest; the same give the same.
   *
   * @throws CallFailedException {@code invalid} when they are too few, saying how many it takes
   */
  public static HeadExamples of(List<Example> all) {
    Map<String, Example> last = new LinkedHashMap<>();
    int given = 0;
    for (Example one : all) {
      String text = read(one).text().strip();
      if (!text.isEmpty() && !one.label().isBlank()) {
        given++;
        last.remove(text);
        last.put(text, new Example(text, one.label().strip()));
      }
    }
    List<Example> different = new ArrayList<>(last.values());
    List<Example> latest = different.subList(firstOfLatest(different), different.size());
    Map<String, List<Example>> byLabel = new TreeMap<>();
    latest.forEach(one -> byLabel.computeIfAbsent(one.label(), _ -> new ArrayList<>()).add(one));
    Map<String, Integer> rare = new TreeMap<>();
    byLabel.forEach(
        (label, some) -> {
          if (some.size() < LEAST_OF_LABEL) {
            rare.put(label, some.size());
          }
        });
    byLabel.keySet().removeAll(rare.keySet());
    check(byLabel, rare);
    return split(byLabel, rare, given - different.size());
  }

  /** What is read of an example. */
  static Example read(Example one) {
    return one.text().length() <= LONGEST
        ? one
        : new Example(one.text().substring(0, LONGEST), one.label());
  }

  private static int firstOfLatest(List<Example> all) {
    int first = all.size();
    long characters = 0;
    while (first > 0 && all.size() - first < MOST) {
      characters += all.get(first - 1).text().length();
      if (characters > MOST_CHARACTERS) {
        break;
      }
      first--;
    }
    return first;
  }

  private static HeadExamples split(
      Map<String, List<Example>> byLabel, Map<String, Integer> rare, int repeated) {
    List<Example> taught = new ArrayList<>();
    List<Example> held = new ArrayList<>();
    Random random = new Random(SEED);
    int next = 0;
    for (List<Example> some : byLabel.values()) {
      Collections.shuffle(some, random);
      for (Example one : some) {
        (next++ % PARTS == 0 ? held : taught).add(one);
      }
    }
    return new HeadExamples(taught, held, rare, repeated);
  }

  private static void check(Map<String, List<Example>> byLabel, Map<String, Integer> rare) {
    int texts = byLabel.values().stream().mapToInt(List::size).sum();
    if (byLabel.size() > MOST_LABELS) {
      throw refused(
          "a head learns at most %d labels; there are %d".formatted(MOST_LABELS, byLabel.size()));
    }
    for (String label : byLabel.keySet()) {
      if (label.length() > LONGEST_LABEL) {
        throw refused(
            "a label has at most %d characters; '%s…' has %d"
                .formatted(LONGEST_LABEL, label.substring(0, 40), label.length()));
      }
    }
    if (texts < LEAST || byLabel.size() < 2) {
      throw refused(
          "a head needs %d different texts, of at least 2 labels with %d texts each; there are %d of %d such labels%s"
              .formatted(LEAST, LEAST_OF_LABEL, texts, byLabel.size(), besides(rare)));
    }
  }

  private static String besides(Map<String, Integer> rare) {
    int texts = rare.values().stream().mapToInt(Integer::intValue).sum();
    return rare.isEmpty() ? "" : ", and %d of %d rarer ones".formatted(texts, rare.size());
  }

  static CallFailedException refused(String why) {
    return new CallFailedException(FailureCode.INVALID, why);
  }
}
