package io.auterity.relay.route;

import io.auterity.platform.pattern.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a route is for; all parts must hold.
 *
 * @param model null when any will do
 * @param labels by name; a label that is absent matches nothing
 * @param expression what only CEL can say; null when nothing remains
 */
public record When(
    Glob capability,
    @Nullable Glob model,
    Map<String, Glob> labels,
    @Nullable Condition expression) {

  public When {
    Objects.requireNonNull(capability);
    labels = Map.copyOf(labels);
  }

  /** All parts but the capability, by which routes are chosen beforehand, and the expression. */
  boolean fits(CallFacts facts) {
    return model(facts) && labels(facts);
  }

  /** Whether it gives a model exactly this name. */
  public boolean gives(String name) {
    return model != null && model.exact() && model.pattern().equals(name);
  }

  private boolean model(CallFacts facts) {
    return model == null || (facts.model() != null && model.matches(facts.model()));
  }

  private boolean labels(CallFacts facts) {
    for (Map.Entry<String, Glob> label : labels.entrySet()) {
      String value = facts.labels().get(label.getKey());
      if (value == null || !label.getValue().matches(value)) {
        return false;
      }
    }
    return true;
  }

  /** One sentence for people. */
  String sentence() {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(labels).forEach((name, glob) -> parts.add(name + " " + glob.words()));
    if (model != null) {
      parts.add("model " + model.words());
    }
    if (expression != null) {
      parts.add(expression.text());
    }
    if (parts.isEmpty()) {
      return "Matched every call of " + capability.pattern() + ".";
    }
    return "Matched " + String.join(" and ", parts) + ".";
  }
}
