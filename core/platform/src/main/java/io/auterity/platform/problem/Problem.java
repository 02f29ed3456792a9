package io.auterity.platform.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what a user wrote.
 *
 * @param path where, e.g. {@code spec.steps[2].call}
 * @param rule what is asked for
 * @param fix what to do
 * @param line of the text it was read from, where there is one; the first is 1
 */
public record Problem(String path, String rule, String fix, @Nullable Integer line) {
  public Problem {
    Objects.requireNonNull(path);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(fix);
  }

  public Problem(String path, String rule, String fix) {
    this(path, rule, fix, null);
  }

  /** This problem, seen from the thing that holds it. */
  public Problem in(String parent) {
    if (path.isEmpty()) {
      return new Problem(parent, rule, fix, line);
    }
    String separator = path.startsWith("[") || parent.isEmpty() ? "" : ".";
    return new Problem(parent + separator + path, rule, fix, line);
  }

  /** This problem with its line. */
  public Problem at(int value) {
    return new Problem(path, rule, fix, value);
  }

  @Override
  public String toString() {
    String place = path.isEmpty() ? "" : path + ": ";
    String where = line == null ? place : "line %d: %s".formatted(line, place);
    return "%s%s; %s".formatted(where, rule, fix);
  }
}
