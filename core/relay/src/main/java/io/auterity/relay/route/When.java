package io.auterity.relay.route;

import io.auterity.platform.pattern.Glob;
import io.auterity.spi.DataClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a route on the calls that it is for; all parts must hold.
 *
 * @param model null when any will do
 * @param labels by name; a label that is absent matches nothing
 * @param dataClasses one of which the call's data has; empty when any will do
 * @param input bounds of its estimated size; null when any will do
 * @param time null when any will do
 * @param spent budgets of which at least so many thousandths are used or held
 * @param resource what must be known of the resource that the call is about, by its name
 * @param expression what only CEL can say; null when nothing remains
 */
public record When(
    Glob capability,
    @Nullable Glob model,
    Map<String, Glob> labels,
    Set<DataClass> dataClasses,
    @Nullable Bounds input,
    @Nullable TimeWindow time,
    Map<String, Long> spent,
    Map<String, Glob> resource,
    @Nullable Condition expression) {

  /** What is known of the resource that a call is about. */
  static final List<String> RESOURCE = List.of("kind", "name", "owner", "visibility");

  private static final long PERCENT = 10;

  public When {
    labels = Map.copyOf(labels);
    dataClasses = Set.copyOf(dataClasses);
    spent = Map.copyOf(spent);
    resource = Map.copyOf(resource);
  }

  /** Tokens, both ends included. */
  record Bounds(long atLeast, long atMost) {
    private String words() {
      String least = "input of at least " + atLeast;
      return atMost == Long.MAX_VALUE ? least + " tokens" : least + ", at most " + atMost;
    }
  }

  /** All parts but the capability, by which routes are chosen beforehand, and the expression. */
  boolean fits(CallFacts facts) {
    return model(facts)
        && unmet(labels, facts.labels()) == null
        && unmet(resource, facts.resource()) == null
        && dataClass(facts)
        && input(facts)
        && around(facts);
  }

  /** Whether it gives a model exactly this name. */
  public boolean gives(String name) {
    return model != null && model.exact() && model.pattern().equals(name);
  }

  private boolean model(CallFacts facts) {
    return model == null || (facts.model() != null && model.matches(facts.model()));
  }

  // The first that is not as it must be; null when all are.
  private static Map.@Nullable Entry<String, Glob> unmet(
      Map<String, Glob> wanted, Map<String, String> known) {
    for (Map.Entry<String, Glob> one : wanted.entrySet()) {
      String value = known.get(one.getKey());
      if (value == null || !one.getValue().matches(value)) {
        return one;
      }
    }
    return null;
  }

  private boolean dataClass(CallFacts facts) {
    return dataClasses.isEmpty() || dataClasses.contains(facts.dataClass());
  }

  private boolean input(CallFacts facts) {
    if (input == null) {
      return true;
    }
    long tokens = facts.inputTokens();
    return tokens >= input.atLeast() && tokens <= input.atMost();
  }

  /** Whether it asks about more than the call itself. */
  boolean looksAround() {
    return time != null || !spent.isEmpty();
  }

  // Without having looked, nothing is known to hold.
  private boolean around(CallFacts facts) {
    if (!looksAround()) {
      return true;
    }
    Circumstances around = facts.around();
    return around != null && (time == null || time.contains(around.at())) && isSpent(around);
  }

  private boolean isSpent(Circumstances around) {
    for (Map.Entry<String, Long> budget : spent.entrySet()) {
      if (around.spent().getOrDefault(budget.getKey(), 0L) < budget.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** The first part that does not hold for a call, for people; null when all do. */
  public @Nullable String unmet(CallFacts facts) {
    if (!capability.matches(facts.capability())) {
      return "capability is not " + capability.pattern();
    }
    if (!model(facts)) {
      return "model is not " + Objects.requireNonNull(model).pattern();
    }
    Map.Entry<String, Glob> label = unmet(new TreeMap<>(labels), facts.labels());
    if (label != null) {
      return "label %s is not %s".formatted(label.getKey(), label.getValue().pattern());
    }
    Map.Entry<String, Glob> part = unmet(new TreeMap<>(resource), facts.resource());
    if (part != null) {
      return "%s of the resource is not %s".formatted(part.getKey(), part.getValue().pattern());
    }
    if (!dataClass(facts)) {
      return "data class is not " + classes();
    }
    if (!input(facts)) {
      return "not " + Objects.requireNonNull(input).words();
    }
    return around(facts) ? unmetExpression(facts) : unmetAround(facts);
  }

  private String unmetAround(CallFacts facts) {
    Circumstances around = facts.around();
    if (time != null && (around == null || !time.contains(around.at()))) {
      return "time is not " + time.words();
    }
    return new TreeMap<>(spent)
        .entrySet().stream()
            .filter(one -> around == null || share(around, one.getKey()) < one.getValue())
            .map(one -> "budget %s is not %s".formatted(one.getKey(), used(one.getValue())))
            .findFirst()
            .orElse("what stands around it is not known");
  }

  private static long share(Circumstances around, String budget) {
    return around.spent().getOrDefault(budget, 0L);
  }

  private @Nullable String unmetExpression(CallFacts facts) {
    return expression == null || expression.test(facts)
        ? null
        : "does not hold: " + expression.text();
  }

  /** One sentence for people. */
  String sentence() {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(labels).forEach((name, glob) -> parts.add(name + " " + glob.words()));
    new TreeMap<>(resource)
        .forEach((name, glob) -> parts.add("resource %s %s".formatted(name, glob.words())));
    if (model != null) {
      parts.add("model " + model.words());
    }
    if (!dataClasses.isEmpty()) {
      parts.add("data class " + classes());
    }
    if (input != null) {
      parts.add(input.words());
    }
    if (time != null) {
      parts.add("time " + time.words());
    }
    new TreeMap<>(spent)
        .forEach((budget, share) -> parts.add("budget %s %s".formatted(budget, used(share))));
    if (expression != null) {
      parts.add(expression.text());
    }
    if (parts.isEmpty()) {
      return "Matched every call of " + capability.pattern() + ".";
    }
    return "Matched " + String.join(" and ", parts) + ".";
  }

  private String classes() {
    return new TreeSet<>(dataClasses)
        .stream()
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .reduce((a, b) -> a + " or " + b)
            .orElse("");
  }

  private static String used(long thousandths) {
    return "used to %d %%".formatted(thousandths / PERCENT);
  }
}
