package io.auterity.workflow.decider;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.EngineCommand.Ending;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Failures that are handled, what was done that is undone, and ends that a step asks for. */
class TryTest {

  private static String trip(String... fields) {
    return """
    steps:
      - id: trip
        try:
          - {id: hotel, call: text.pii.mask, with: {text: hotel}, undo: [{id: no_hotel, call: text.pii.mask, with: {text: "${hotel.text}"}}]}
          - {id: nights, each: [1, 2], as: night, concurrency: 1, steps: [{id: bed, call: text.pii.mask, with: {text: "${string(night)}"}, undo: [{id: no_bed, call: text.pii.mask, with: {text: "${bed.text + '/' + string(night)}"}}]}]}
          - {id: flight, call: text.pii.mask, with: {text: flight}}
        output: ${flight.text}
        %s
      - {id: after, transform: "${trip}"}
    """
        .formatted(String.join("\n    ", fields));
  }

  private static BiFunction<String, Json.Obj, Object> failingAt(String... steps) {
    return (step, input) ->
        Set.of(steps).contains(step)
            ? Failure.of(FailureCode.CONFLICT, "sold out").withApplied(Applied.NO)
            : input;
  }

  private static World world(String yaml, String... failing) {
    return new World(Compiled.workflow(yaml), Json.EMPTY, failingAt(failing), new Random(3));
  }

  private static List<String> completed(World world) {
    return world.journal.stream()
        .filter(event -> event instanceof RunEvent.Completed)
        .map(event -> ((RunEvent.Completed) event).step().text(world.state().workflow()))
        .toList();
  }

  private static Json output(World world) {
    return ((Ending.Succeeded) world.run()).output();
  }

  private static Failure failure(World world) {
    return ((Ending.Failed) world.run()).failure();
  }

  @Test
  void aBodyThatEndsWellGivesItsOutputAndUndoesNothing() {
    World world = world(trip("catch: [{steps: [{id: no, transform: no}]}]"));

    assertThat(output(world)).isEqualTo(Json.of("flight"));
    assertThat(world.calls).doesNotContainKeys("no_hotel", "nights[0].no_bed");
  }

  @Test
  void whatWasDoneIsUndoneNewestFirstAndThenTheFailureIsHandled() {
    World world =
        world(
            trip(
                "catch: [{when: \"${error.code == 'timeout'}\", steps: [{id: no, transform: no}]},"
                    + " {steps: [{id: told, transform: \"${error.step + ': ' +"
                    + " error.message}\"}]}]"),
            "flight");

    assertThat(output(world)).isEqualTo(Json.of("flight: sold out"));
    assertThat(completed(world))
        .containsSubsequence("hotel", "nights[0].bed", "nights[1].bed")
        .containsSubsequence(
            "nights[1].no_bed", "nights[0].no_bed", "no_hotel", "told", "trip", "after");
    assertThat(inputs(world, "nights[0].no_bed")).isEqualTo("1/1");
  }

  private static String inputs(World world, String step) {
    StepKey key = StepKey.read(world.state().workflow(), step, 0);
    return world.journal.stream()
        .filter(
            event -> event instanceof RunEvent.Completed(StepKey done, var o) && done.equals(key))
        .map(
            event ->
                String.valueOf(((Json.Obj) ((RunEvent.Completed) event).output()).text("text")))
        .findFirst()
        .orElse("");
  }

  @Test
  void aFailureThatNoArmFitsGoesOnUpBehindFinally() {
    World world =
        world(
            trip(
                "catch: [{when: \"${error.code == 'timeout'}\", steps: [{id: no, transform: no}]}]",
                "finally: [{id: last, call: text.pii.mask, with: {text: bye}}]"),
            "flight");

    assertThat(failure(world).message()).isEqualTo("sold out");
    assertThat(completed(world)).containsSubsequence("no_hotel", "last").doesNotContain("after");
  }

  @Test
  void finallyRunsAlsoAfterSuccessAndItsFailureCountsThere() {
    World world =
        world(trip("finally: [{id: last, call: text.pii.mask, with: {text: bye}}]"), "last");

    assertThat(failure(world).message()).isEqualTo("sold out");
  }

  @Test
  void anErrorInACatchCountsAndFinallyStillRuns() {
    World world =
        world(
            trip(
                "catch: [{steps: [{id: told, call: text.pii.mask, with: {text: x}}]}]",
                "finally: [{id: last, transform: bye}]"),
            "flight",
            "told");

    assertThat(failure(world)).isNotNull();
    assertThat(completed(world)).contains("last");
    assertThat(((Ending.Failed) world.state().ending().orElseThrow()).step())
        .isEqualTo(StepKey.read(world.state().workflow(), "told", 0));
  }

  @Test
  void aCancelledRunUndoesAndRunsFinallyButHandlesNothing() {
    World world =
        world(
            trip(
                "catch: [{steps: [{id: told, transform: x}]}]",
                "finally: [{id: last, transform: bye}]"));
    until(world, "nights[0].bed");
    world.happen(new RunEvent.CancelRequested("ada"));

    assertThat(world.run()).isEqualTo(new Ending.Cancelled("ada"));
    assertThat(completed(world))
        .containsSubsequence("nights[0].no_bed", "no_hotel", "last")
        .doesNotContain("told", "flight");
  }

  private static void until(World world, String step) {
    StepKey key = StepKey.read(world.state().workflow(), step, 0);
    while (!world.finished.contains(key)) {
      assertThat(world.step()).isTrue();
    }
  }

  @Test
  void aRunCanLeaveWhatWasDoneWhenItIsCancelled() {
    World world = world("cancel: leave\n" + trip("finally: [{id: last, transform: bye}]"));
    until(world, "nights[0].bed");
    world.happen(new RunEvent.CancelRequested("ada"));

    assertThat(world.run()).isEqualTo(new Ending.Cancelled("ada"));
    assertThat(completed(world)).contains("last").doesNotContain("no_hotel");
  }

  @Test
  void aRunThatTookTooLongIsUndoneAsACancelledOneAndFails() {
    World world =
        world(
            trip(
                "catch: [{steps: [{id: told, transform: x}]}]",
                "finally: [{id: last, transform: bye}]"));
    until(world, "nights[0].bed");
    world.happen(new RunEvent.TimedOut(Duration.ofDays(14)));

    assertThat(world.run())
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            ending -> {
              assertThat(ending.failure().code()).isEqualTo(FailureCode.TIMEOUT);
              assertThat(ending.failure().message()).isEqualTo("the run took longer than 14d");
              assertThat(ending.failure().retryable()).isFalse();
            });
    assertThat(completed(world))
        .containsSubsequence("nights[0].no_bed", "no_hotel", "last")
        .doesNotContain("told", "flight");
  }

  @Test
  void aRunThatTookTooLongLeavesWhatWasDoneWhereACancelledOneDoes() {
    World world = world("cancel: leave\n" + trip("finally: [{id: last, transform: bye}]"));
    until(world, "nights[0].bed");
    world.happen(new RunEvent.TimedOut(Duration.ofDays(14)));

    assertThat(world.run()).isInstanceOf(Ending.Failed.class);
    assertThat(completed(world)).contains("last").doesNotContain("no_hotel");
  }

  @Test
  void theWholeWorkflowCanBeATry() {
    String yaml =
        """
        steps:
          - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: no_a, transform: "${a.text}"}]}
          - {id: b, call: text.pii.mask, with: {text: b}}
        catch: [{when: "${error.step == 'b'}", steps: [{id: c, transform: "${error.code}"}]}]
        finally: [{id: d, transform: 1}]
        output: ${b.text}
        """;

    assertThat(output(world(yaml))).isEqualTo(Json.of("b"));
    World failing = world(yaml, "b");
    assertThat(output(failing)).isEqualTo(Json.of("conflict"));
    assertThat(completed(failing)).containsSubsequence("a", "no_a", "c", "d");
  }

  @Test
  void whatAnInnerTryDidIsUndoneWhenTheOuterFails() {
    World world =
        world(
            """
            steps:
              - id: outer
                try:
                  - id: inner
                    try: [{id: a, call: text.pii.mask, with: {text: a}, undo: [{id: no_a, transform: 1}]}]
                  - {id: b, call: text.pii.mask, with: {text: b}}
            """,
            "b");

    assertThat(failure(world)).isNotNull();
    assertThat(completed(world)).containsSubsequence("a", "inner", "no_a");
  }

  @Test
  void anUndoThatFailsAsksAPersonAndTheOthersGoOnAfterTheAnswer() {
    World world = world(trip(""), "flight", "nights[1].no_bed");

    assertThat(failure(world).message()).isEqualTo("sold out");
    assertThat(world.journal)
        .anyMatch(
            event ->
                event instanceof RunEvent.InDoubt(StepKey step, var f)
                    && step.text(world.state().workflow()).equals("nights[1].no_bed"));
    assertThat(completed(world)).contains("nights[0].no_bed", "no_hotel");
  }

  @Test
  void aCallThatMayHaveHappenedIsAskedAboutBeforeItIsUndone() {
    World world =
        world(
            """
            steps:
              - id: t
                try:
                  - {id: a, after: [], call: text.pii.mask, with: {text: a}, undo: [{id: no_a, transform: 1}]}
                  - {id: b, after: [], call: text.pii.mask, with: {text: b}}
            """,
            "b");
    StepKey a = StepKey.read(world.state().workflow(), "a", 0);
    Failure doubt = Failure.of(FailureCode.IN_DOUBT, "who knows").withApplied(Applied.UNKNOWN);
    world.happen(new RunEvent.InDoubt(a, doubt));
    StepKey b = StepKey.read(world.state().workflow(), "b", 0);
    world.happen(new RunEvent.Failed(b, Failure.of(FailureCode.CONFLICT, "no")));

    assertThat(world.state().ending()).isEmpty();
    assertThat(world.state().inDoubt(a)).isTrue();

    world.happen(new RunEvent.Completed(a, Json.EMPTY));

    assertThat(world.state().ending()).isPresent();
    assertThat(completed(world)).contains("no_a");
  }

  @Test
  void aCallThatMayHaveHappenedCanBeUndoneWithoutAsking() {
    World world =
        world(
            """
            steps:
              - id: t
                try:
                  - {id: a, call: text.pii.mask, with: {text: a}, onInDoubt: undo, undo: [{id: no_a, transform: "${a == null}"}]}
            """);
    StepKey a = StepKey.read(world.state().workflow(), "a", 0);
    world.happen(AfterFailure.ofCrash(world.state(), a));

    assertThat(world.state().ending()).isPresent();
    assertThat(completed(world)).contains("no_a");
  }

  @Test
  void aStepEndsTheRunWithAnOutput() {
    World world =
        world(
            """
            steps:
              - id: t
                try:
                  - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: no_a, transform: 1}]}
                  - id: gate
                    branch:
                      - {when: "${a.text == 'a'}", steps: [{id: over, stop: succeeded, output: {state: "${a.text}"}}]}
                      - {else: [{id: on, transform: true}]}
                catch: [{steps: [{id: no, transform: no}]}]
                finally: [{id: last, transform: bye}]
              - {id: never, call: text.pii.mask, with: {text: never}}
            """);

    assertThat(output(world)).isEqualTo(Json.EMPTY.with("state", Json.of("a")));
    assertThat(completed(world)).contains("last").doesNotContain("no_a", "never", "no");
  }

  @Test
  void aStepEndsTheRunAsFailedWithItsReasonAndWhatWasDoneIsUndone() {
    World world =
        world(
            """
            steps:
              - id: t
                try:
                  - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: no_a, transform: 1}]}
                  - {id: over, stop: failed, code: conflict, reason: "taken: ${a.text}"}
                catch: [{steps: [{id: no, transform: no}]}]
            """);

    assertThat(failure(world)).isEqualTo(Failure.of(FailureCode.CONFLICT, "taken: a"));
    assertThat(completed(world)).contains("no_a").doesNotContain("no");
  }

  @Test
  void aCrashAnywhereUndoesTheSameOnce() {
    String yaml =
        trip(
            "catch: [{steps: [{id: told, transform: \"${error.code}\"}]}]",
            "finally: [{id: last, call: text.pii.mask, with: {text: bye}}]");
    for (int at = 0; at < 30; at++) {
      World world = world(yaml, "flight");
      for (int step = 0; world.step(); step++) {
        if (step == at) {
          world.crash();
        }
      }
      assertThat(world.state().ending().orElseThrow()).isInstanceOf(Ending.class);
      List<String> undone = completed(world).stream().filter(step -> step.contains("no_")).toList();
      assertThat(undone).doesNotHaveDuplicates();
      assertThat(undone).hasSize((int) completed(world).stream().filter(TryTest::undoable).count());
    }
  }

  private static boolean undoable(String step) {
    return step.equals("hotel") || step.endsWith(".bed");
  }

  @Test
  void problemsNameTheFieldThatIsWrong() {
    assertThat(Compiled.problems("steps: [{id: a, transform: 1, undo: [{id: b, transform: 1}]}]"))
        .extracting(problem -> problem.path())
        .containsExactly("steps[0].undo");
    assertThat(
            Compiled.problems(
                """
                steps:
                  - id: t
                    try: [{id: a, call: text.pii.mask, with: {text: x}, onInDoubt: undo}]
                    catch: [{steps: [{id: c, transform: 1}]}, {when: "${error.cod == 'x'}", steps: [{id: d, transform: 1}]}]
                    finally: [{id: e, stop: failed, output: 1}]
                """))
        .extracting(problem -> problem.path())
        .contains(
            "steps[0].try[0].onInDoubt",
            "steps[0].catch[0].when",
            "steps[0].catch[1].when",
            "steps[0].finally[0].stop",
            "steps[0].finally[0].output");
  }
}
