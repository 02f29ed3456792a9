package io.auterity.workflow.engine;

import io.auterity.platform.json.Excerpt;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.SchemaDefaults;
import io.auterity.workflow.driver.StepResults;
import io.auterity.workflow.registry.DeployedWorkflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Refuses an input that a workflow cannot work on, before anything runs. */
final class InputCheck {

  /** Characters in one text. */
  static final int MAX_TEXT = 11_200_000;

  /** Nested values. */
  static final int MAX_DEPTH = StepResults.MAX_DEPTH;

  private static final int SHOWN = 200;

  /**
   * The input with defaults in place.
   *
   * @throws InvalidInputException with every problem
   * @throws CallFailedException {@code too_large}
   */
  static Json.Obj checked(DeployedWorkflow deployed, Json.Obj input) {
    bound(input);
    Json.Obj whole = SchemaDefaults.in(deployed.workflow().inputSchema(), input);
    List<Problem> problems = deployed.input().check(whole);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          problems.stream().map(problem -> problem.in("input")).toList());
    }
    return whole;
  }

  /**
   * Refuses what no run can begin with, whatever its workflow takes.
   *
   * @throws CallFailedException {@code too_large}, naming the place
   */
  static void bound(Json.Obj input) {
    size(input, new ArrayDeque<>());
  }

  private static void size(Json value, Deque<Object> place) {
    if (place.size() > MAX_DEPTH) {
      throw tooLarge(place, "is nested deeper than %d".formatted(MAX_DEPTH));
    }
    switch (value) {
      case Json.Str(String text) when text.length() > MAX_TEXT ->
          throw tooLarge(
              place,
              "has %d characters, at most %d; shorten it or pass a reference"
                  .formatted(text.length(), MAX_TEXT));
      case Json.Obj(var fields) -> fields.forEach((name, field) -> inside(name, field, place));
      case Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          inside(i, items.get(i), place);
        }
      }
      default -> {}
    }
  }

  // Written only when it is told: a path per value is as long as all names above it.
  private static void inside(Object step, Json value, Deque<Object> place) {
    place.addLast(step);
    size(value, place);
    place.removeLast();
  }

  private static CallFailedException tooLarge(Deque<Object> place, String what) {
    String path = Excerpt.ofBothEnds(JsonPath.of(place), SHOWN);
    String whole =
        path.isEmpty() ? "input" : path.startsWith("[") ? "input" + path : "input." + path;
    return new CallFailedException(FailureCode.TOO_LARGE, "%s %s".formatted(whole, what));
  }
}
