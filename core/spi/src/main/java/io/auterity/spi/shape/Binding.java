package io.auterity.spi.shape;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One act of binding: where it stands, and what it found wrong. */
final class Binding {

  private static final int MOST_PROBLEMS = 20;

  private final BiFunction<String, Collection<String>, String> suggestion;
  private final Deque<String> path = new ArrayDeque<>();
  private final List<Problem> problems = new ArrayList<>();
  private int depth;

  private record Problem(String path, String rule, String fix) {
    @Override
    public String toString() {
      return "%s: %s; %s".formatted(path, rule, fix);
    }
  }

  /**
   * @param suggestion what to do about a name that is none of the valid ones
   */
  Binding(BiFunction<String, Collection<String>, String> suggestion) {
    this.suggestion = suggestion;
  }

  void enterField(String name) {
    path.addLast(path.isEmpty() ? name : "." + name);
  }

  void enterItem(int index) {
    path.addLast("[" + index + "]");
  }

  void leave() {
    path.removeLast();
  }

  /** Enters a value within one of its own type, unless so many are entered already. */
  boolean deeper(int most) {
    if (depth == most) {
      return false;
    }
    depth++;
    return true;
  }

  void shallower() {
    depth--;
  }

  /** Notes a problem at the current place; returns null for the caller to hand on. */
  @Nullable Object wrong(String rule, String fix) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(place(), rule, fix));
    }
    return null;
  }

  /** Notes a name that is none of the valid ones at the current place. */
  @Nullable Object wrongName(String rule, String name, Collection<String> valid) {
    return wrong(rule, suggestion.apply(name, valid));
  }

  boolean clean() {
    return problems.isEmpty();
  }

  /** Fails with all problems when there are any. */
  void check(String what) {
    if (clean()) {
      return;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    problems.forEach(
        problem -> fields.putIfAbsent(problem.path(), problem.rule() + "; " + problem.fix()));
    String text = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    throw new CallFailedException(
        Failure.of(FailureCode.INVALID, what + ": " + text).withFields(fields));
  }

  private String place() {
    StringBuilder text = new StringBuilder();
    for (Iterator<String> parts = path.iterator(); parts.hasNext(); ) {
      text.append(parts.next());
    }
    return text.isEmpty() ? "input" : text.toString();
  }
}
