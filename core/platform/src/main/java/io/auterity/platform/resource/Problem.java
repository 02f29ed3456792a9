package io.auterity.platform.resource;

import java.util.Objects;

/**
 * One thing that is wrong with what a user wrote.
 *
 * @param path where, e.g. {@code spec.steps[2].call}
 * @param rule what is asked for
 * @param fix what to do
 */
public record Problem(String path, String rule, String fix) {
  public Problem {
    Objects.requireNonNull(path);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(fix);
  }

  /** This problem, seen from the thing that holds it. */
  public Problem in(String parent) {
    String inner = path.isEmpty() || path.startsWith("[") ? path : "." + path;
    return new Problem(parent + inner, rule, fix);
  }

  @Override
  public String toString() {
    return "%s: %s; %s".formatted(path, rule, fix);
  }
}
