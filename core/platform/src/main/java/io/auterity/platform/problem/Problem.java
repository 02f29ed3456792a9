package io.auterity.platform.problem;

import io.auterity.platform.json.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what a user wrote; what is long in it is cut.
 *
 * @param path where, e.g. {@code spec.steps[2].call}
 * @param rule what is asked for
 * @param fix what to do
 * @param line of the text it was read from, where there is one; the first is 1
 */
public record Problem(String path, String rule, String fix, @Nullable Integer line) {
  /** At most so many are told at once. */
  public static final int MOST = 100;

  private static final int LONGEST = 4_000;

  public Problem {
    path = Excerpt.ofBothEnds(path, LONGEST);
    rule = Excerpt.of(rule, LONGEST);
    fix = Excerpt.of(fix, LONGEST);
  }

  public Problem(String path, String rule, String fix) {
    this(path, rule, fix, null);
  }

  /** The first {@link #MOST} of several, and a word on the others where there are any. */
  public static List<Problem> first(List<Problem> all) {
    if (all.size() <= MOST) {
      return List.copyOf(all);
    }
    List<Problem> first = new ArrayList<>(all.subList(0, MOST));
    first.add(
        new Problem(
            "", "there are more than these %d problems".formatted(MOST), "mend these first"));
    return List.copyOf(first);
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
