package io.auterity.platform.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Capabilities by what people ask for, best first: any word counts, one that few capabilities have
 * counts more (inverse document frequency), what they act on and the act itself count more than
 * their summary, and the first thing that is named more than what follows. People's words stand for
 * those of the catalogue ({@link SearchWords}).
 */
final class CapabilitySearch {

  private static final double RESOURCE = 4;
  private static final double VERB = 3;
  private static final double SUMMARY = 1;
  private static final double KIND = 2;

  /** What later things that a question names count, beside the first. */
  private static final double LATER = 0.75;

  /** Results far less near than the best are left out. */
  private static final double LEAST = 0.3;

  private static final int LONGEST = 500;

  private final List<Entry> entries;
  private final Map<String, Double> rarity = new HashMap<>();

  private record Entry(
      Capability capability,
      Set<String> resource,
      String verb,
      Set<String> kind,
      Set<String> summary) {

    static Entry of(Capability capability) {
      return new Entry(
          capability,
          Set.copyOf(SearchWords.of(capability.resource())),
          SearchWords.stem(capability.verb()),
          Set.copyOf(SearchWords.of(capability.kind())),
          Set.copyOf(SearchWords.of(capability.summary())));
    }

    double weight(String word) {
      double weight = 0;
      if (resource.contains(word)) {
        weight = RESOURCE / resource.size();
      } else if (verb.equals(word)) {
        weight = VERB;
      } else if (kind.contains(word)) {
        weight = KIND;
      }
      return weight + (summary.contains(word) ? SUMMARY : 0);
    }
  }

  private record Found(Entry entry, double score) {}

  CapabilitySearch(Collection<Capability> all) {
    entries = all.stream().map(Entry::of).toList();
    Map<String, Integer> having = new HashMap<>();
    for (Entry entry : entries) {
      Set<String> words = new TreeSet<>(entry.resource());
      words.addAll(entry.kind());
      words.addAll(entry.summary());
      words.add(entry.verb());
      words.forEach(word -> having.merge(word, 1, Integer::sum));
    }
    having.forEach((word, times) -> rarity.put(word, Math.log(1 + (double) all.size() / times)));
  }

  /** Those that a question may mean, the likeliest first; of the same likelihood by id. */
  List<Capability> find(String question) {
    String text = question.substring(0, Math.min(LONGEST, question.length()));
    List<Map<String, Double>> asked = asked(SearchWords.of(text.toLowerCase(Locale.ROOT)));
    List<Found> found = new ArrayList<>();
    for (Entry entry : entries) {
      double score = score(entry, asked);
      if (score > 0) {
        found.add(new Found(entry, score));
      }
    }
    double best = found.stream().mapToDouble(Found::score).max().orElse(0);
    return found.stream()
        .filter(one -> one.score() >= best * LEAST)
        .sorted(
            Comparator.comparingDouble(Found::score)
                .reversed()
                .thenComparing(one -> one.entry().capability().id()))
        .map(one -> one.entry().capability())
        .toList();
  }

  private static List<Map<String, Double>> asked(List<String> words) {
    List<Map<String, Double>> asked = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      asked.add(SearchWords.meant(words.get(i), i == 0));
    }
    if (!words.isEmpty()) {
      asked.add(SearchWords.alsoMeant(words.getFirst()));
    }
    return asked;
  }

  private double score(Entry entry, List<Map<String, Double>> asked) {
    double score = 0;
    boolean named = false;
    for (Map<String, Double> meant : asked) {
      double best = 0;
      boolean thing = false;
      for (Map.Entry<String, Double> word : meant.entrySet()) {
        double weight =
            word.getValue() * entry.weight(word.getKey()) * rarity.getOrDefault(word.getKey(), 0.0);
        best = Math.max(best, weight);
        thing |= isThing(word.getKey());
      }
      score += named && thing ? LATER * best : best;
      named |= thing;
    }
    return score;
  }

  private boolean isThing(String word) {
    return entries.stream().anyMatch(entry -> entry.resource().contains(word));
  }
}
