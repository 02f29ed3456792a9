package io.auterity.server.telemetry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads of a scrape in its text format.
 *
 * @param types by family
 * @param labels by name of a sample, e.g. {@code x_seconds_count}
 * @param values by name and labels, as they stand there
 */
record Scrape(
    Map<String, String> types, Map<String, Set<String>> labels, Map<String, Double> values) {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

  static Scrape of(List<String> texts) {
    Scrape scrape = new Scrape(new TreeMap<>(), new HashMap<>(), new HashMap<>());
    texts.stream().flatMap(String::lines).forEach(scrape::read);
    return scrape;
  }

  private void read(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      types.put(words[2], words[3]);
    }
    Matcher sample = SAMPLE.matcher(line);
    if (line.startsWith("#") || !sample.matches()) {
      return;
    }
    String labelled = sample.group(2) == null ? "" : sample.group(2);
    Set<String> names = labels.computeIfAbsent(sample.group(1), ignored -> new HashSet<>());
    LABEL.matcher(labelled).results().map(label -> label.group(1)).forEach(names::add);
    values.put(line.substring(0, line.lastIndexOf(' ')), Double.parseDouble(sample.group(3)));
  }

  /** The families of the product's own, without the largest values beside them. */
  Set<String> own() {
    Set<String> own = new HashSet<>(types.keySet());
    own.removeIf(
        name ->
            !(name.startsWith("auterity_") || name.startsWith("gen_ai_")) || name.endsWith("_max"));
    return own;
  }

  /** The labels of a family, but for those that its type brings with it. */
  Set<String> labelsOf(String family) {
    String sample = labels.containsKey(family) ? family : family + "_count";
    return labels.getOrDefault(sample, Set.of());
  }

  /** The value of the one sample of that name that has all of these labels. */
  double value(String name, String... having) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
        .filter(entry -> Set.of(having).stream().allMatch(entry.getKey()::contains))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
