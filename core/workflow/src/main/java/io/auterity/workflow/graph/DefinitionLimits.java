package io.auterity.workflow.graph;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;

/** The size limits of a workflow definition, so that checking it takes a moment. */
public final class DefinitionLimits {

  public static final int STEPS = 1_000;
  public static final int DEPTH = 16;
  public static final int EXPRESSIONS = 5_000;

  private int steps;
  private int depth;

  private DefinitionLimits() {}

  /** What is more than a workflow may have. */
  public static List<Problem> problems(Json.Obj spec, Definition definition) {
    DefinitionLimits found = new DefinitionLimits();
    found.count(definition.steps(), 1);
    List<Problem> problems = new ArrayList<>();
    check("steps", found.steps, STEPS, "start another workflow for a part of it", problems);
    check("levels of steps inside steps", found.depth, DEPTH, "make it flatter", problems);
    check("expressions", expressions(spec), EXPRESSIONS, "compute some of them once", problems);
    return problems;
  }

  private static void check(String what, int found, int most, String fix, List<Problem> problems) {
    if (found > most) {
      problems.add(new Problem("steps", "%,d %s, at most %,d".formatted(found, what, most), fix));
    }
  }

  private void count(List<Step> inner, int level) {
    steps += inner.size();
    depth = inner.isEmpty() ? depth : Math.max(depth, level);
    for (Step step : inner) {
      step.allBodies().forEach(body -> count(body.steps(), level + 1));
    }
  }

  private static int expressions(Json value) {
    return switch (value) {
      case Json.Str(String text) -> occurrences(text);
      case Json.Obj(var fields) ->
          fields.values().stream().mapToInt(DefinitionLimits::expressions).sum();
      case Json.Arr(var items) -> items.stream().mapToInt(DefinitionLimits::expressions).sum();
      default -> 0;
    };
  }

  private static int occurrences(String text) {
    int found = 0;
    for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
      found++;
    }
    return found;
  }
}
