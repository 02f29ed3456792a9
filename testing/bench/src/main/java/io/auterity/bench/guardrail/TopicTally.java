package io.auterity.bench.guardrail;

import io.auterity.bench.figures.Figures;
import io.auterity.control.guardrail.TopicDetector;
import io.auterity.control.guardrail.TopicDetector.Topic;
import io.auterity.inspect.Excerpts;
import io.auterity.spi.TextEmbedder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What topics find by their usual threshold: in texts of each topic of our own, in texts near it
 * that are none, and in texts about something else. Of the topics, those by which the threshold was
 * chosen are told apart from those that were set aside.
 */
final class TopicTally {

  private static final double HUNDRED = 100;

  private final TextEmbedder embedder;

  /** One that was written down, with texts of it and texts that are near it. */
  private record Written(Topic topic, List<String> texts, List<String> near) {}

  TopicTally(TextEmbedder embedder) {
    this.embedder = embedder;
  }

  /**
   * Adds what was found.
   *
   * @param harmless texts of none of the topics
   */
  void add(List<String> harmless, Figures figures) {
    List<List<Written>> parts = read();
    add("chosen_", parts.getFirst(), figures);
    add("", parts.getLast(), figures);
    List<TopicDetector> held =
        parts.getLast().stream()
            .map(one -> new TopicDetector(List.of(one.topic()), () -> embedder))
            .toList();
    double wrong =
        held.stream()
            .mapToDouble(topicDetector -> share(harmless, text -> isAbout(topicDetector, text)))
            .average()
            .orElse(0);
    figures.add("topic_false_alarms_elsewhere_percent", wrong);
  }

  private void add(String part, List<Written> all, Figures figures) {
    int found = 0;
    int wrong = 0;
    int texts = 0;
    int near = 0;
    for (Written one : all) {
      TopicDetector topicDetector = new TopicDetector(List.of(one.topic()), () -> embedder);
      found += count(one.texts(), text -> isAbout(topicDetector, text));
      wrong += count(one.near(), text -> isAbout(topicDetector, text));
      texts += one.texts().size();
      near += one.near().size();
    }
    figures
        .add("topic_%stexts".formatted(part), texts)
        .add("topic_%srecall_percent".formatted(part), HUNDRED * found / texts)
        .add("topic_%snear_texts".formatted(part), near)
        .add("topic_%sfalse_alarms_near_percent".formatted(part), HUNDRED * wrong / near);
  }

  private static boolean isAbout(TopicDetector topicDetector, String text) {
    return Excerpts.of(text, Integer.MAX_VALUE).stream()
        .anyMatch(excerpt -> topicDetector.match(excerpt).about());
  }

  private static int count(List<String> texts, Predicate<String> found) {
    return Math.toIntExact(texts.stream().filter(found).count());
  }

  private static double share(List<String> texts, Predicate<String> found) {
    return HUNDRED * count(texts, found) / texts.size();
  }

  // Those by which the threshold was chosen, then the others.
  private static List<List<Written>> read() {
    List<List<Written>> parts = List.of(new ArrayList<>(), new ArrayList<>());
    List<String> block = new ArrayList<>();
    int part = 0;
    for (String line : lines()) {
      if ((line.startsWith("@") || line.startsWith("=")) && !block.isEmpty()) {
        parts.get(part).add(written(block));
        block.clear();
      }
      part = line.startsWith("=") ? 1 : part;
      if (!line.startsWith("=") && !line.startsWith("#")) {
        block.add(line);
      }
    }
    parts.get(part).add(written(block));
    return parts;
  }

  private static Written written(List<String> block) {
    String[] head = block.getFirst().substring(2).split(": ", 2);
    return new Written(
        new Topic(head[0], head[1], marked(block, '*'), TopicDetector.USUAL_THRESHOLD),
        marked(block, '+'),
        marked(block, '-'));
  }

  private static List<String> marked(List<String> block, char mark) {
    return block.stream()
        .filter(line -> line.charAt(0) == mark)
        .map(line -> line.substring(2))
        .toList();
  }

  private static List<String> lines() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(TopicTally.class.getResourceAsStream("topics.txt")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
