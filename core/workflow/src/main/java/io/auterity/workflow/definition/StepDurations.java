package io.auterity.workflow.definition;

import io.auterity.platform.expression.DurationText;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.time.Duration;
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

  /**
   * The value of a template of a duration.
   *
   * @throws EvaluationException when it is none
   */
  public static Duration evaluate(Template template, Bindings bindings) {
    Json value = template.evaluate(bindings);
    String text = value instanceof Json.Str(String written) ? written : value.toString();
    return read(text).orElseThrow(() -> new EvaluationException(rule(text) + "; write e.g. 30s"));
  }

  /** Reports a duration that is written out and has not passed when the run has ended. */
  public static void check(String path, Json value, Duration limit, List<Problem> problems) {
    if (value instanceof Json.Str(String text)
        && !text.contains(EXPRESSION)
        && read(text).filter(duration -> duration.compareTo(limit) >= 0).isPresent()) {
      problems.add(
          new Problem(
              path,
              "a run ends after %s, its timeout".formatted(DurationText.plain(limit)),
              "write a shorter time, or a longer timeout of the workflow"));
    }
  }

  /** Reports a duration that is written out and is none. */
  public static void check(String path, Json value, List<Problem> problems) {
    if (value instanceof Json.Str(String text)
        && !text.contains(EXPRESSION)
        && read(text).isEmpty()) {
      problems.add(new Problem(path, rule(text), "write a number with ms, s, m, h or d, e.g. 30s"));
    }
  }
}
