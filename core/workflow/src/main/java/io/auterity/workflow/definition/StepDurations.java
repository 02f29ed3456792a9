package io.auterity.workflow.definition;

import io.auterity.platform.expression.DurationText;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Validates the durations for which a step waits or paces its items: up to a year, so that every
 * end has a date.
 */
public final class StepDurations {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final String EXPRESSION = "${";

  /** Reads a duration that a step may have; empty when the text is none. */
  public static Optional<Duration> read(String text) {
    return DurationText.read(text)
        .filter(duration -> !duration.isNegative() && duration.compareTo(YEAR) <= 0);
  }

  /** What the text of a duration must be. */
  public static String rule(String text) {
    return "'%s' is no duration up to 365d".formatted(text);
  }

  /** Every duration of the steps that is written out and is none. */
  public static List<Problem> problems(Definition definition) {
    List<Problem> problems = new ArrayList<>();
    look(definition.steps(), problems);
    return problems;
  }

  private static void look(List<Step> steps, List<Problem> problems) {
    for (Step step : steps) {
      String path = step.head().path();
      switch (step) {
        case Step.Wait wait -> check(path + ".wait", wait.duration(), problems);
        case Step.Each each -> {
          check(path + ".pace", each.pace() == null ? Json.NULL : each.pace(), problems);
          look(each.body().steps(), problems);
        }
        case Step.Branch branch -> branch.arms().forEach(arm -> look(arm.body().steps(), problems));
        case Step.Call c -> {}
        case Step.Transform t -> {}
      }
    }
  }

  private static void check(String path, Json value, List<Problem> problems) {
    if (value instanceof Json.Str(String text)
        && !text.contains(EXPRESSION)
        && read(text).isEmpty()) {
      problems.add(new Problem(path, rule(text), "write a number with ms, s, m, h or d, e.g. 30s"));
    }
  }
}
