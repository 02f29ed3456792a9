package io.auterity.control.access;

import io.auterity.control.access.store.KeyTerms;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An edit of an API key; what it does not name stays as it is.
 *
 * @param holder who holds it from now on; null leaves it
 * @param labels that each of its calls carries as well, or with another value
 * @param models that it may use from now on; null leaves them
 * @param doors where its calls may come in from now on; null leaves them
 * @param tools capabilities that are tools of their own to agents from now on; null leaves them
 * @param expires when it ends; null leaves it
 * @param lift what is taken off it: {@code holder}, {@code models}, {@code doors}, {@code tools},
 *     {@code expires} or {@code labels.NAME}
 * @param version of the key that alone is changed; null changes whatever it is by then
 */
public record KeyEdit(
    @Nullable String holder,
    Map<String, String> labels,
    @Nullable List<String> models,
    @Nullable List<String> doors,
    @Nullable List<String> tools,
    @Nullable Instant expires,
    Set<String> lift,
    @Nullable String version) {

  private static final Set<String> LIFTED = Set.of("holder", "models", "doors", "tools", "expires");
  private static final String LABEL = "labels.";

  public KeyEdit {
    labels = Map.copyOf(labels);
    models = models == null ? null : List.copyOf(models);
    doors = doors == null ? null : List.copyOf(doors);
    tools = tools == null ? null : List.copyOf(tools);
    lift = Set.copyOf(lift);
    expires = stored(expires);
  }

  /** A moment as the database keeps it, in microseconds. */
  static @Nullable Instant stored(@Nullable Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Checks that it says something, and nothing twice, of a key that is as it is before.
   *
   * @param again whether it was done already: then what it takes off is gone
   * @throws CallFailedException {@code invalid}
   */
  void check(KeyTerms before, boolean again) {
    Set<String> named = named();
    if (named.isEmpty() && lift.isEmpty()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "nothing is to change: give holder, labels, models, doors, tools or expires, or name them"
              + " in lift");
    }
    for (String one : new TreeSet<>(lift)) {
      if (named.contains(one)) {
        throw invalid("'%s' is given anew as well: say one of both".formatted(one));
      }
      boolean label = one.startsWith(LABEL);
      if (label && !again && !before.labels().containsKey(one.substring(LABEL.length()))) {
        throw invalid("the key has no label '%s'".formatted(one.substring(LABEL.length())));
      }
      if (!label && !LIFTED.contains(one)) {
        throw invalid(
            "'%s' cannot be taken off a key, only %s or labels.NAME"
                .formatted(one, LIFTED.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }

  /** Whether it gives a holder, and no more, to a key that has neither owner nor holder. */
  boolean namesHolderOf(KeyTerms before) {
    return before.owner() == null
        && before.holder() == null
        && lift.isEmpty()
        && named().equals(Set.of("holder"));
  }

  private Set<String> named() {
    Set<String> named = new HashSet<>();
    labels.keySet().forEach(name -> named.add(LABEL + name));
    addUnlessNull(named, "holder", holder);
    addUnlessNull(named, "models", models);
    addUnlessNull(named, "doors", doors);
    addUnlessNull(named, "tools", tools);
    addUnlessNull(named, "expires", expires);
    return named;
  }

  private static void addUnlessNull(Set<String> named, String name, @Nullable Object value) {
    if (value != null) {
      named.add(name);
    }
  }

  private static CallFailedException invalid(String rule) {
    return new CallFailedException(
        Failure.of(FailureCode.INVALID, "lift: " + rule).withFields(Map.of("lift", rule)));
  }

  /** What the key is from now on. */
  KeyTerms terms(KeyTerms before) {
    Map<String, String> all = new TreeMap<>(before.labels());
    all.putAll(labels);
    lift.stream()
        .filter(one -> one.startsWith(LABEL))
        .forEach(one -> all.remove(one.substring(LABEL.length())));
    return new KeyTerms(
        before.owner(),
        changed("holder", holder, before.holder()),
        all,
        changed("models", models, before.models()),
        changed("doors", doors, before.doors()),
        changed("tools", tools, before.tools()));
  }

  /** Whether a key is so already. */
  boolean isDone(KeyTerms before, @Nullable Instant ends) {
    return terms(before).equals(before) && Objects.equals(expires(ends), ends);
  }

  /** When the key ends from now on; null when it does not. */
  @Nullable Instant expires(@Nullable Instant before) {
    return changed("expires", expires, before);
  }

  private <T> @Nullable T changed(String name, @Nullable T given, @Nullable T before) {
    if (given != null) {
      return given;
    }
    return lift.contains(name) ? null : before;
  }
}
