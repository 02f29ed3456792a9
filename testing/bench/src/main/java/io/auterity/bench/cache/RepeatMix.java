package io.auterity.bench.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions as users repeat them, drawn by a seed from the templates of {@code repeats.txt}. */
final class RepeatMix {

  private static final Pattern SLOT = Pattern.compile("\\{([^}]*)}");

  // Of a hundred calls after the first ones.
  private static final int REPEATED = 45;
  private static final int SLIGHT = 60;
  private static final int OTHER_WORDS = 85;

  /** How a question stands to those before it. */
  enum Sort {
    /** The first of its meaning. */
    FIRST,
    /** Equal to one before. */
    REPEAT,
    /** The same but for capitals, spaces and marks. */
    SLIGHT,
    /** The same in other words. */
    OTHER_WORDS,
    /** Much like one before, with another meaning. */
    NEAR
  }

  /**
   * One call.
   *
   * @param meaning equal for all questions that may have the same answer
   * @param held whether its template was set apart
   */
  record Asked(String text, String meaning, Sort sort, boolean held) {}

  /** One thing to ask, with a value in each place. */
  private record Topic(String ask, List<String> same, List<String> others, boolean held) {}

  private RepeatMix() {}

  /** All topics once, then as many calls again, drawn. */
  static List<Asked> of(long seed, int calls) {
    List<Topic> topics = topics();
    Random random = new Random(seed);
    List<Asked> all = new ArrayList<>();
    for (Topic topic : topics) {
      all.add(new Asked(topic.ask(), topic.ask(), Sort.FIRST, topic.held()));
    }
    for (int i = 0; i < calls; i++) {
      all.add(drawn(topics.get(random.nextInt(topics.size())), random));
    }
    return all;
  }

  private static Asked drawn(Topic topic, Random random) {
    int dice = random.nextInt(100);
    String ask = topic.ask();
    if (dice < REPEATED) {
      return new Asked(ask, ask, Sort.REPEAT, topic.held());
    }
    if (dice < SLIGHT) {
      return new Asked(slight(ask, random), ask, Sort.SLIGHT, topic.held());
    }
    boolean same = dice < OTHER_WORDS;
    List<String> those = same ? topic.same() : topic.others();
    String text = those.get(random.nextInt(those.size()));
    return same
        ? new Asked(text, ask, Sort.OTHER_WORDS, topic.held())
        : new Asked(text, text, Sort.NEAR, topic.held());
  }

  private static String slight(String ask, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> ask.toLowerCase(Locale.ROOT);
      case 1 -> ask.replace("?", "");
      case 2 -> "  " + ask.replace(" ", "  ");
      default -> ask.replace("?", " ??");
    };
  }

  private static List<Topic> topics() {
    List<Topic> topics = new ArrayList<>();
    boolean held = false;
    List<String> block = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("part: ")) {
        held = line.endsWith("held");
      } else if (line.isBlank()) {
        fill(block, held, topics);
        block = new ArrayList<>();
      } else if (!line.startsWith("#")) {
        block.add(line);
      }
    }
    fill(block, held, topics);
    return topics;
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(RepeatMix.class.getResourceAsStream("repeats.txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(List<String> block, boolean held, List<Topic> topics) {
    if (block.isEmpty()) {
      return;
    }
    Matcher slot = SLOT.matcher(block.getFirst());
    String[] values = slot.find() ? slot.group(1).split(",") : new String[] {""};
    for (String value : values) {
      topics.add(
          new Topic(
              with("ask", block, value).getFirst(),
              with("same", block, value),
              with("other", block, value),
              held));
    }
  }

  private static List<String> with(String sort, List<String> block, String value) {
    return block.stream()
        .filter(line -> line.startsWith(sort + ": "))
        .map(line -> SLOT.matcher(line.substring(sort.length() + 2)).replaceAll(value))
        .toList();
  }
}
