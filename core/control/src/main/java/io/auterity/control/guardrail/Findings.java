package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The guardrail findings in one way of a call (request or answer), by kind and number and never by
 * their words.
 */
final class Findings {

  private final Map<Guardrail, Map<String, Integer>> found = new TreeMap<>(Guardrail.ORDER);
  private final Map<String, Double> scores = new HashMap<>(0);
  private final List<String> unable = new ArrayList<>(0);

  void add(Guardrail by, String kind) {
    found.computeIfAbsent(by, rule -> new TreeMap<>()).merge(kind, 1, Integer::sum);
  }

  /** How sure a head is of what it found; of several, it tells the surest. */
  void sure(Guardrail by, double score) {
    scores.merge(by.id(), score, Math::max);
  }

  /** One could not look, and the call went on. */
  void unable(Guardrail rule, String why) {
    unable.add("%s could not look (%s)".formatted(rule.id(), why));
  }

  /** Null when there is nothing to tell. */
  @Nullable Told told() {
    if (found.isEmpty() && unable.isEmpty()) {
      return null;
    }
    List<String> sentences = new ArrayList<>();
    found.forEach(
        (rule, kinds) ->
            sentences.add("%s: %s %s".formatted(rule.id(), told(rule, kinds), rule.act().done())));
    sentences.addAll(unable);
    return new Told(verdict(), String.join("; ", sentences) + ".");
  }

  private String told(Guardrail rule, Map<String, Integer> kinds) {
    Double score = scores.get(rule.id());
    String counts = counts(kinds);
    return score == null ? counts : "%s (%.2f)".formatted(counts, score);
  }

  // The one that does most of those that found something.
  private String verdict() {
    return found.keySet().stream()
        .map(Guardrail::act)
        .max(Enum::compareTo)
        .map(Guardrail.Act::done)
        .orElse("not looked at");
  }

  static String counts(Map<String, Integer> kinds) {
    return kinds.entrySet().stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }
}
