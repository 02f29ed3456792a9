package io.auterity.workflow.testcase;

import io.auterity.platform.json.Excerpt;
import io.auterity.platform.json.JsonDiff;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.EngineCommand.Ending;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.definition.SchemaDefaults;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.testcase.WorkflowCase.CaseContent;
import io.auterity.workflow.testcase.WorkflowCase.ExpectedEnd;
import io.auterity.workflow.testcase.WorkflowCase.ExpectedFailure;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a test case: whether its run ended as expected.
 *
 * @param differences between what was expected and what came, the first 20
 * @param problem why it did not come to an end
 */
public record CaseVerdict(
    String name, Outcome outcome, List<CaseDifference> differences, @Nullable String problem) {

  static final int MOST_DIFFERENCES = 20;
  private static final int SHOWN = 1_000;
  private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");
  private static final String OUTPUT = "output";
  private static final String FAILURE = "failure";

  public CaseVerdict {
    differences = List.copyOf(differences);
  }

  /** How a test case came out. */
  public enum Outcome {
    PASSED,
    /** It ended in another way than expected. */
    FAILED,
    /** It could not be run to an end. */
    BROKEN
  }

  /**
   * One place at which a run ended differently.
   *
   * @param path e.g. {@code output.total} or {@code failure.code}
   * @param expected absent when nothing was expected there
   * @param got absent when nothing came
   */
  public record CaseDifference(String path, @Nullable Json expected, @Nullable Json got) {}

  private static CaseVerdict broken(String name, String problem) {
    return new CaseVerdict(name, Outcome.BROKEN, List.of(), problem);
  }

  /** Runs a case in memory. */
  public static CaseVerdict of(WorkflowCase one, Workflow workflow, CheckBound bound) {
    return of(one, workflow, new ArmCoverage(workflow), bound);
  }

  /** Runs a case in memory; its arms are added to those that were taken. */
  static CaseVerdict of(
      WorkflowCase one, Workflow workflow, ArmCoverage coverage, CheckBound bound) {
    CaseContent content = one.content();
    Json.Obj input = SchemaDefaults.in(workflow.inputSchema(), content.input());
    List<Problem> problems = JsonSchema.of(workflow.inputSchema()).check(input);
    if (!problems.isEmpty()) {
      String wrong =
          problems.stream()
              .map(problem -> problem.in("input"))
              .map(problem -> problem.path() + " " + problem.rule())
              .collect(Collectors.joining("; "));
      return broken(one.name(), wrong);
    }
    String stale = stale(content, workflow);
    return stale == null
        ? of(one, workflow, CaseRun.of(workflow, input, content, coverage, bound))
        : broken(one.name(), stale);
  }

  /**
   * What a case holds that is of no use: a pin of no step, a time that is none; null for all well.
   */
  private static @Nullable String stale(CaseContent content, Workflow workflow) {
    Json time = content.run().get("time");
    if (time != null && !isTime(time)) {
      return "run.time is %s; write a time as 2026-11-30T23:15:00Z".formatted(time);
    }
    Set<String> ids = workflow.nodes().stream().map(Node::id).collect(Collectors.toSet());
    for (String pin : new TreeSet<>(content.pins().keySet())) {
      if (!ids.contains(pin) && !names(workflow, pin)) {
        return "the pin '%s' is of no step; %s".formatted(pin, Nearest.fix(pin, ids));
      }
    }
    return null;
  }

  private static boolean isTime(Json value) {
    try {
      return value instanceof Json.Str(String text)
          && Instant.parse(text).isAfter(Instant.EPOCH)
          && Instant.parse(text).isBefore(LATEST);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean names(Workflow workflow, String key) {
    try {
      return StepKey.read(workflow, key, 0).fits(workflow);
    } catch (CallFailedException e) {
      return false;
    }
  }

  private static CaseVerdict of(WorkflowCase tested, Workflow workflow, CaseRun.End end) {
    Ending ending = end.ending();
    if (ending == null) {
      return broken(tested.name(), String.valueOf(end.problem()));
    }
    List<CaseDifference> differences = differences(tested.content().expects(), workflow, ending);
    return new CaseVerdict(
        tested.name(),
        differences.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
        differences.stream().limit(MOST_DIFFERENCES).toList(),
        null);
  }

  private static List<CaseDifference> differences(
      ExpectedEnd expects, Workflow workflow, Ending ending) {
    ExpectedFailure failure = expects.failure();
    return switch (ending) {
      case Ending.Succeeded(Json output) when failure != null ->
          List.of(
              new CaseDifference(FAILURE, expected(failure), null),
              new CaseDifference(OUTPUT, null, shown(output)));
      case Ending.Succeeded(Json output) -> {
        Json wanted = expects.output();
        yield wanted == null ? List.of() : compared(OUTPUT, wanted, output);
      }
      case Ending.Failed failed -> {
        String step = failed.step() == null ? null : failed.step().text(workflow);
        String message = failed.failure().message();
        yield failed(expects, failed.failure().code(), step, message);
      }
      case Ending.Cancelled(String by) ->
          failed(expects, FailureCode.CANCELLED, null, "the run was cancelled");
    };
  }

  private static List<CaseDifference> failed(
      ExpectedEnd expects, FailureCode code, @Nullable String step, String message) {
    ExpectedFailure wanted = expects.failure();
    if (wanted == null) {
      Json.Obj got = failure(code, step).with("message", Json.of(Excerpt.of(message, SHOWN)));
      List<CaseDifference> differences = new ArrayList<>();
      differences.add(new CaseDifference(FAILURE, null, got));
      if (expects.output() != null) {
        differences.add(new CaseDifference(OUTPUT, shown(expects.output()), null));
      }
      return differences;
    }
    return compared(FAILURE, expected(wanted), failure(code, wanted.step() == null ? null : step));
  }

  private static Json.Obj expected(ExpectedFailure failure) {
    return failure(failure.code(), failure.step());
  }

  private static Json.Obj failure(FailureCode code, @Nullable String step) {
    Json.Obj failure = Json.EMPTY.with("code", Json.of(code.wire()));
    return step == null ? failure : failure.with("step", Json.of(step));
  }

  private static List<CaseDifference> compared(String path, Json expected, Json got) {
    return JsonDiff.of(Json.EMPTY.with(path, plain(expected)), Json.EMPTY.with(path, plain(got)))
        .stream()
        .map(
            change ->
                new CaseDifference(change.path(), shown(change.before()), shown(change.after())))
        .toList();
  }

  // A number is the same however it is written: 2 and 2.0.
  private static Json plain(Json value) {
    return switch (value) {
      case Json.Dec(double number) when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Json.of((long) number);
      case Json.Arr(List<Json> items) ->
          new Json.Arr(items.stream().map(CaseVerdict::plain).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> plain = new LinkedHashMap<>();
        fields.forEach((name, field) -> plain.put(name, plain(field)));
        yield new Json.Obj(plain);
      }
      default -> value;
    };
  }

  /** A value, or the beginning of its text where it is long. */
  private static @Nullable Json shown(@Nullable Json value) {
    if (value == null) {
      return null;
    }
    String text = value.toString();
    return text.length() <= SHOWN ? value : Json.of(Excerpt.of(text, SHOWN));
  }
}
