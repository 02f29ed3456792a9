package io.auterity.workflow.decider;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.OpenBreaker;
import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {

  private static Object echo(String step, Json.Obj input) {
    return input;
  }

  private static World world(String yaml, BiFunction<String, Json.Obj, Object> capability) {
    return world(yaml, Json.EMPTY, capability);
  }

  private static World world(
      String yaml, Json.Obj input, BiFunction<String, Json.Obj, Object> capability) {
    return new World(Compiled.workflow(yaml), input, capability, new Random(1));
  }

  private static Failure failure(FailureCode code) {
    return Failure.of(code, "no");
  }

  @Test
  void stepsFollowEachOtherAndTheLastIsTheOutput() {
    World world =
        world(
            """
            steps:
              - {id: a, call: text.pii.mask, with: {text: x}}
              - {id: b, transform: "${a.text + 'y'}"}
            """,
            DeciderTest::echo);

    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Succeeded(Json.of("xy")));
  }

  @Test
  void aBranchTakesTheFirstArmThatHolds() {
    World world =
        world(
            """
            steps:
              - {id: a, transform: 7}
              - id: b
                branch:
                  - {when: "${a < 5}", steps: [{id: low, transform: low}]}
                  - {when: "${a > 5}", steps: [{id: high, transform: high}]}
                  - {else: [{id: same, transform: same}]}
              - {id: c, transform: "${b + '!'}"}
            """,
            DeciderTest::echo);

    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Succeeded(Json.of("high!")));
  }

  @Test
  void aStepWhoseConditionDoesNotHoldIsSkippedAndYieldsNull() {
    World world =
        world(
            """
            steps:
              - {id: a, transform: 7}
              - {id: b, when: "${a < 5}", call: text.pii.mask, with: {text: x}}
              - {id: c, when: "${a > 5}", each: [1], as: n, steps: [{id: d, transform: "${n}"}]}
              - {id: e, transform: "${b == null ? c[0] : 0}"}
            """,
            DeciderTest::echo);

    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Succeeded(Json.of(1)));
    assertThat(world.calls).isEmpty();
  }

  private static final String RACE =
      """
      steps:
        - id: carrier
          parallel:
            - {id: dhl, steps: [{id: one, call: text.pii.mask, with: {text: a}}, {id: two, call: text.pii.mask, with: {text: b}}]}
            - {id: ups, steps: [{id: three, call: text.pii.mask, with: {text: c}}], output: "${three.text}"}
          need: %s
          others: %s
      """;

  @Test
  void armsRunSideBySideAndAllMustEndWell() {
    World world = world(RACE.formatted("all", "cancel"), DeciderTest::echo);

    assertThat(world.calls).containsOnlyKeys("one", "three");
    assertThat(((EngineCommand.Ending.Succeeded) world.run()).output())
        .isInstanceOfSatisfying(
            Json.Obj.class,
            value -> {
              assertThat(value.get("dhl")).isEqualTo(Json.EMPTY.with("text", Json.of("b")));
              assertThat(value.get("ups")).isEqualTo(Json.of("c"));
              assertThat(value.text("first")).isIn("dhl", "ups");
            });
  }

  @Test
  void theFirstOfSeveralArmsIsEnoughAndTheOthersAreCancelled() {
    World world = world(RACE.formatted("1", "cancel"), DeciderTest::echo);
    StepKey three = StepKey.read(world.state().workflow(), "three", 0);

    world.happen(new RunEvent.Completed(three, Json.EMPTY.with("text", Json.of("c"))));

    assertThat(world.run())
        .isEqualTo(
            new EngineCommand.Ending.Succeeded(
                Json.EMPTY
                    .with("first", Json.of("ups"))
                    .with("dhl", Json.NULL)
                    .with("ups", Json.of("c"))));
    assertThat(world.calls).doesNotContainKey("two");
  }

  @Test
  void armsThatAreNotCancelledGoOn() {
    World world = world(RACE.formatted("1", "finish"), DeciderTest::echo);
    StepKey three = StepKey.read(world.state().workflow(), "three", 0);

    world.happen(new RunEvent.Completed(three, Json.EMPTY.with("text", Json.of("c"))));

    world.run();
    assertThat(world.calls).containsOnlyKeys("one", "two", "three");
  }

  @Test
  void aParallelStepWhoseValueIsTooLargeFailsAndMayBeReadBack() {
    Workflow workflow =
        Compiled.workflow("steps: [{id: p, parallel: [{id: a, steps: [{id: x, wait: 1s}]}]}]");
    RunState state = new RunState(workflow, Map.of());
    Decider.begin(state);
    StepKey arms = StepKey.read(workflow, "p", 0);
    Decider.replay(state, new RunEvent.Expanded(arms, 1));
    StepKey inner = StepKey.read(workflow, "x", 0);
    Decider.replay(state, new RunEvent.TimerSet(inner, World.NOW));
    Decider.replay(state, new RunEvent.TimerFired(inner));

    Decider.replay(state, new RunEvent.Failed(arms, failure(FailureCode.TOO_LARGE)));

    assertThat(state.ending()).containsInstanceOf(EngineCommand.Ending.Failed.class);
  }

  @Test
  void anArmThatIsNoLongerNeededStartsNothing() {
    World world =
        world(
            """
            steps:
              - id: p
                parallel:
                  - {id: a, steps: [{id: x, transform: 1}]}
                  - {id: b, steps: [{id: y, call: text.pii.mask, with: {text: t}}]}
                need: 1
            """,
            DeciderTest::echo);

    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Succeeded.class);
    assertThat(world.calls).isEmpty();
  }

  @Test
  void aParallelStepFailsWhenTooFewArmsAreLeft() {
    World one =
        world(
            RACE.formatted("1", "cancel"),
            (step, input) -> step.equals("three") ? failure(FailureCode.FORBIDDEN) : input);
    World both = world(RACE.formatted("1", "cancel"), (s, i) -> failure(FailureCode.FORBIDDEN));

    assertThat(one.run()).isInstanceOf(EngineCommand.Ending.Succeeded.class);
    assertThat(both.run()).isInstanceOf(EngineCommand.Ending.Failed.class);
  }

  @Test
  void aConditionWithoutAValueFailsItsStep() {
    World world =
        world(
            """
            steps:
              - {id: a, transform: "${[1, 2]}"}
              - {id: b, when: "${a[9] == 1}", transform: 1}
            """,
            DeciderTest::echo);

    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Failed.class);
  }

  @Test
  void resultsStandInTheOrderOfTheItems() {
    World world =
        world(
            """
            steps:
              - id: many
                each: [3, 1, 2]
                as: n
                steps: [{id: inner, call: text.pii.mask, with: {text: "${string(n)}"}}]
                output: ${inner.text}
            """,
            DeciderTest::echo);

    assertThat(world.run())
        .isEqualTo(
            new EngineCommand.Ending.Succeeded(
                new Json.Arr(List.of(Json.of("3"), Json.of("1"), Json.of("2")))));
  }

  @Test
  void anEmptyListHasNoResults() {
    World world =
        world(
            "steps: [{id: many, each: [], as: n, steps: [{id: inner, transform: \"${n}\"}]}]",
            DeciderTest::echo);

    assertThat(world.state().ending())
        .contains(new EngineCommand.Ending.Succeeded(new Json.Arr(List.of())));
  }

  @Test
  void aFailedStepFailsTheRunAndNothingNewStarts() {
    World world =
        world(
            """
            steps:
              - {id: a, call: text.pii.mask, with: {text: a}}
              - {id: b, call: text.pii.mask, with: {text: b}, after: []}
              - {id: c, call: text.pii.mask, with: {text: c}, after: [b]}
            """,
            DeciderTest::echo);

    Failure failure = failure(FailureCode.FORBIDDEN);
    StepKey a = new StepKey(0, IndexPath.ROOT, 0);
    world.happen(new RunEvent.Failed(a, failure));

    assertThat(world.state().ending()).isEmpty();
    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Failed(a, failure));
    assertThat(world.calls).containsOnlyKeys("a", "b");
  }

  @Test
  void itemsUnderWayEndBeforeAFailedItemFailsTheRun() {
    World world =
        world(
            """
            steps:
              - id: many
                each: [0, 1, 2, 3]
                as: n
                concurrency: 2
                steps:
                  - {id: one, call: text.pii.mask, with: {text: "${string(n)}"}}
                  - {id: two, call: text.pii.mask, with: {text: "${one.text}"}}
            """,
            (step, input) -> step.equals("many[0].one") ? failure(FailureCode.FORBIDDEN) : input);

    EngineCommand.Ending ending = world.run();

    assertThat(ending).isInstanceOf(EngineCommand.Ending.Failed.class);
    assertThat(world.calls).containsOnlyKeys("many[0].one", "many[1].one", "many[1].two");
  }

  @Test
  void anItemThatMayFailYieldsNull() {
    World world =
        world(
            """
            steps:
              - id: many
                each: ['a', 'b', 'c']
                as: n
                onItemFailure: continue
                steps: [{id: one, call: text.pii.mask, with: {text: "${n}"}}]
                output: ${one.text}
            """,
            (step, input) -> step.equals("many[1].one") ? failure(FailureCode.INVALID) : input);

    assertThat(world.run())
        .isEqualTo(
            new EngineCommand.Ending.Succeeded(
                new Json.Arr(List.of(Json.of("a"), Json.NULL, Json.of("c")))));
  }

  @Test
  void aStepIsTriedAgainAsOftenAsItAllows() {
    World world =
        world(
            "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 2}}]",
            (step, input) -> failure(FailureCode.UNAVAILABLE));

    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Failed.class);
    assertThat(world.calls).containsEntry("a", 3);
  }

  @Test
  void aFailureThatWillNotPassIsNotTriedAgain() {
    World world =
        world(
            "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 2}}]",
            (step, input) -> failure(FailureCode.FORBIDDEN));

    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Failed.class);
    assertThat(world.calls).containsEntry("a", 1);
  }

  @ParameterizedTest
  @CsvSource({"CONFLICT, 3", "UNAVAILABLE, 1"})
  void aRetryMayNameTheCodesItIsFor(FailureCode code, int calls) {
    World world =
        world(
            "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 2, codes:"
                + " [conflict]}}]",
            (step, input) -> failure(code));

    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Failed.class);
    assertThat(world.calls).containsEntry("a", calls);
  }

  @Test
  void aRepetitionWaitsAtLeastAsLongAsTheVendorAsks() {
    World world =
        world(
            "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 2}}]",
            (step, input) ->
                failure(FailureCode.RATE_LIMITED).withRetryAfter(Duration.ofMinutes(5)));
    world.step();

    assertThat(world.journal.getFirst())
        .isInstanceOfSatisfying(
            RunEvent.Retrying.class,
            retry -> assertThat(retry.due()).isEqualTo(World.NOW.plus(Duration.ofMinutes(5))));
  }

  @Test
  void backoffGrowsToItsLimit() {
    World world =
        world(
            "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 4, backoff: 1s,"
                + " factor: 3, limit: 5s}}]",
            (step, input) -> failure(FailureCode.UNAVAILABLE));
    world.run();

    List<Long> waits = new ArrayList<>();
    for (RunEvent event : world.journal) {
      if (event instanceof RunEvent.Retrying retry) {
        waits.add(Duration.between(World.NOW, retry.due()).toMillis());
      }
    }
    assertThat(waits).containsExactly(750L, 2_250L, 3_750L, 3_750L);
  }

  @Test
  void anExpressionWithoutAValueFailsItsStep() {
    World world =
        world(
            """
            input: {a: {type: object, additionalProperties: {type: string}}}
            steps: [{id: b, transform: "${input.a.missing}"}]
            """,
            new Json.Obj(Map.of("a", Json.EMPTY)),
            DeciderTest::echo);

    assertThat(world.state().ending().orElseThrow())
        .isInstanceOfSatisfying(
            EngineCommand.Ending.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.INVALID);
              assertThat(failed.failure().message()).contains("missing");
            });
  }

  @Test
  void aWaitIsATimerThatSurvives() {
    World world = world("steps: [{id: a, wait: 10m}, {id: b, transform: done}]", DeciderTest::echo);

    assertThat(world.state().waiting()).isTrue();
    assertThat(world.journal)
        .containsExactly(
            new RunEvent.TimerSet(
                new StepKey(0, IndexPath.ROOT, 0), World.NOW.plus(Duration.ofMinutes(10))));

    world.crash();

    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Succeeded(Json.of("done")));
    assertThat(world.journal.stream().filter(RunEvent.TimerSet.class::isInstance)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "366d", "999999999999d"})
  void aWaitThatIsNoDurationUpToAYearFails(String duration) {
    World world =
        world(
            "{input: {d: {type: string}}, steps: [{id: a, wait: \"${input.d}\"}]}",
            new Json.Obj(Map.of("d", Json.of(duration))),
            DeciderTest::echo);

    assertThat(world.state().ending().orElseThrow())
        .isInstanceOfSatisfying(
            EngineCommand.Ending.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.INVALID));
  }

  @Test
  void aPersonAnswersForACallInDoubt() {
    Failure unknown = failure(FailureCode.TIMEOUT).withApplied(Applied.UNKNOWN);
    World world =
        world("steps: [{id: a, call: text.pii.mask, with: {text: x}}]", DeciderTest::echo);
    StepKey a = new StepKey(0, IndexPath.ROOT, 0);
    world.happen(AfterFailure.of(world.state(), a, unknown, false, World.NOW, 0));

    assertThat(world.state().waiting()).isTrue();

    world.happen(new RunEvent.Repeated(a));
    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Succeeded.class);
    assertThat(world.calls).containsEntry("a", 2);
  }

  @Test
  void aCallThatTheServerCannotTakeForTheMomentIsMadeLater() {
    World world =
        world("steps: [{id: a, call: text.pii.mask, with: {text: x}}]", DeciderTest::echo);
    StepKey a = new StepKey(0, IndexPath.ROOT, 0);
    Failure away = failure(FailureCode.UNAVAILABLE);

    assertThat(AfterFailure.ofRefusal(world.state(), a, away, false, World.NOW, 1))
        .isEqualTo(notTaken(a, 1, World.NOW, 500, away));
    Failure forbidden = failure(FailureCode.FORBIDDEN);
    assertThat(AfterFailure.ofRefusal(world.state(), a, forbidden, true, World.NOW, 1))
        .isEqualTo(new RunEvent.Failed(a, forbidden));
  }

  private static final StepKey A = new StepKey(0, IndexPath.ROOT, 0);

  private static RunEvent.Retrying notTaken(
      StepKey step, int tries, Instant since, long millis, Failure failure) {
    return new RunEvent.Retrying(
        step,
        0,
        since.plusMillis(millis),
        failure,
        new RunEvent.NotTaken(tries, since, since.plus(Duration.ofMinutes(30))));
  }

  private static World calling(String more) {
    return world(
        "steps: [{id: a, call: text.pii.mask, with: {text: x}%s}]".formatted(more),
        DeciderTest::echo);
  }

  /** Has the step be refused until it fails; how long that takes. */
  private static Duration refusedUntilItFails(World world, Failure refusal) {
    Instant now = World.NOW;
    for (int tries = 0; tries < 1_000; tries++) {
      RunEvent event = AfterFailure.ofRefusal(world.state(), A, refusal, false, now, 1);
      world.happen(event);
      if (!(event instanceof RunEvent.Retrying again)) {
        return Duration.between(World.NOW, now);
      }
      assertThat(Duration.between(now, again.due())).isLessThanOrEqualTo(Duration.ofMinutes(1));
      now = again.due();
      world.happen(new RunEvent.TimerFired(A));
    }
    throw new AssertionError("it is tried for ever");
  }

  @Test
  void whatNobodyTakesIsWaitedForUpToHalfAnHour() {
    for (FailureCode code : List.of(FailureCode.NO_VIABLE_PROVIDER, FailureCode.RATE_LIMITED)) {
      Failure refusal = failure(code).withRetryable(true);

      assertThat(refusedUntilItFails(calling(""), refusal))
          .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
    }
  }

  @Test
  void aWrittenRetryEndsOnceABreakerHasRefusedForHalfAMinute() {
    Failure open = failure(FailureCode.NO_VIABLE_PROVIDER).withRetryable(true);

    assertThat(refusedUntilItFails(calling(", retry: {max: 2}"), open))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(70));
  }

  /** Has the step fail again and again until it fails for good; how many tries and how long. */
  private static List<Duration> failedUntilItFails(World world, boolean refused) {
    Failure failure =
        failure(refused ? FailureCode.NO_VIABLE_PROVIDER : FailureCode.UNAVAILABLE)
            .withRetryable(true);
    List<Duration> tries = new ArrayList<>();
    Instant now = World.NOW;
    while (tries.size() < 1_000) {
      tries.add(Duration.between(World.NOW, now));
      RunEvent event =
          refused
              ? AfterFailure.ofRefusal(world.state(), A, failure, false, now, 1)
              : AfterFailure.of(world.state(), A, failure, false, now, 1);
      event = AfterFailure.within(world.state(), event, World.NOW);
      world.happen(event);
      if (!(event instanceof RunEvent.Retrying again)) {
        return tries;
      }
      now = again.due();
      world.happen(new RunEvent.TimerFired(A));
    }
    throw new AssertionError("it is tried for ever");
  }

  @Test
  void noTryBeginsLaterThanItsRetrySays() {
    List<Duration> tries = failedUntilItFails(calling(", retry: {max: 100, within: 10m}"), false);

    assertThat(tries).hasSizeGreaterThan(10);
    assertThat(tries.getLast()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  void whatNobodyTakesIsWaitedForAsLongAsItsRetrySays() {
    List<Duration> tries = failedUntilItFails(calling(", retry: {max: 1, within: 10m}"), true);

    assertThat(tries.getLast()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    assertThat(failedUntilItFails(calling(", retry: {max: 1, within: 5s}"), true).getLast())
        .isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void whatNobodyTookUsesUpNoRepetition() {
    World world = calling(", retry: {max: 1}");
    Failure open = failure(FailureCode.NO_VIABLE_PROVIDER).withRetryable(true);
    Failure broken = failure(FailureCode.UNAVAILABLE);
    for (int tries = 0; tries < 4; tries++) {
      world.happen(AfterFailure.ofRefusal(world.state(), A, open, false, World.NOW, 1));
      world.happen(new RunEvent.TimerFired(A));
    }

    RunEvent taken = AfterFailure.of(world.state(), A, broken, false, World.NOW, 1);

    assertThat(taken).isEqualTo(new RunEvent.Retrying(A, 1, World.NOW.plusSeconds(1), broken));
    world.happen(taken);
    world.happen(new RunEvent.TimerFired(A));
    assertThat(AfterFailure.ofRefusal(world.state(), A, open, false, World.NOW, 1))
        .extracting(event -> ((RunEvent.Retrying) event).notTaken())
        .isEqualTo(new RunEvent.NotTaken(1, World.NOW, World.NOW.plusSeconds(30)));
    assertThat(AfterFailure.of(world.state(), A, broken, false, World.NOW, 1))
        .isInstanceOf(RunEvent.Failed.class);
  }

  @Test
  void aCallThatHasNoSecondEffectIsRepeatedThoughItsStepSaysNothing() {
    Failure broken = failure(FailureCode.UNAVAILABLE);

    assertThat(AfterFailure.of(calling("").state(), A, broken, true, World.NOW, 1))
        .isEqualTo(new RunEvent.Retrying(A, 1, World.NOW.plusSeconds(1), broken));
  }

  @Test
  void aCallThatCertainlyHadNoEffectIsRepeatedThoughItsStepSaysNothing() {
    Failure away = failure(FailureCode.UNAVAILABLE);
    Failure maybe = away.withApplied(Applied.UNKNOWN);
    Failure useless = away.withRetryable(false);

    assertThat(AfterFailure.of(calling("").state(), A, away, false, World.NOW, 1))
        .isEqualTo(new RunEvent.Retrying(A, 1, World.NOW.plusSeconds(1), away));
    assertThat(failedUntilItFails(calling(""), false))
        .containsExactly(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(7));
    assertThat(AfterFailure.of(calling("").state(), A, maybe, false, World.NOW, 1))
        .isEqualTo(new RunEvent.InDoubt(A, maybe));
    assertThat(AfterFailure.of(calling("").state(), A, useless, false, World.NOW, 1))
        .isEqualTo(new RunEvent.Failed(A, useless));
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"RATE_LIMITED", "UNAVAILABLE"})
  void aWriteThatItsVendorPutsOffIsWaitedForAndUsesUpNoRepetition(FailureCode code) {
    World world = calling("");
    Failure later = failure(code).withRetryable(true).withRetryAfter(Duration.ofSeconds(2));
    Instant now = World.NOW;
    for (int tries = 1; tries <= 10; tries++) {
      RunEvent event = AfterFailure.of(world.state(), A, later, false, now, 0);
      assertThat(event)
          .isInstanceOfSatisfying(
              RunEvent.Retrying.class, again -> assertThat(again.attempt()).isZero());
      Instant due = ((RunEvent.Retrying) event).due();
      assertThat(Duration.between(now, due)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      world.happen(event);
      world.happen(new RunEvent.TimerFired(A));
      now = due;
    }
    Failure maybe = later.withApplied(Applied.UNKNOWN);
    assertThat(AfterFailure.of(world.state(), A, maybe, false, now, 0))
        .isEqualTo(new RunEvent.InDoubt(A, maybe));
    assertThat(AfterFailure.of(calling(", retry: none").state(), A, later, false, now, 0))
        .isEqualTo(new RunEvent.Failed(A, later));
  }

  @Test
  void whatAVendorPutsOffIsWaitedForWhateverCodesAStepNames() {
    Failure later = failure(FailureCode.RATE_LIMITED).withRetryable(true);
    World world = calling(", retry: {max: 1, codes: [unavailable]}");

    assertThat(AfterFailure.of(world.state(), A, later, false, World.NOW, 1))
        .isEqualTo(
            new RunEvent.Retrying(
                A,
                0,
                World.NOW.plusMillis(500),
                later,
                new RunEvent.NotTaken(1, World.NOW, World.NOW.plusSeconds(30))));
  }

  @Test
  void whatAVendorPutsOffForLongCountsWhereAStepSaysHowOftenItIsRepeated() {
    Failure later =
        failure(FailureCode.RATE_LIMITED)
            .withRetryable(true)
            .withRetryAfter(Duration.ofSeconds(20));
    World world = calling(", retry: {max: 2}");
    List<Integer> attempts = new ArrayList<>();
    Instant now = World.NOW;
    while (AfterFailure.of(world.state(), A, later, false, now, 1)
        instanceof RunEvent.Retrying again) {
      attempts.add(again.attempt());
      world.happen(again);
      world.happen(new RunEvent.TimerFired(A));
      now = again.due();
    }

    assertThat(attempts).containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
  }

  @Test
  void nothingIsRepeatedWhereAStepSaysNone() {
    World world = calling(", retry: none");
    Failure broken = failure(FailureCode.UNAVAILABLE);
    Failure open = failure(FailureCode.NO_VIABLE_PROVIDER).withRetryable(true);

    assertThat(AfterFailure.of(world.state(), A, broken, true, World.NOW, 1))
        .isEqualTo(new RunEvent.Failed(A, broken));
    assertThat(AfterFailure.ofRefusal(world.state(), A, open, true, World.NOW, 1))
        .isEqualTo(new RunEvent.Failed(A, open));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsLetThroughAndFailsCountsAsATryWhateverRefusedItBefore(boolean repeatable) {
    World world = calling("");
    Failure broken = failure(FailureCode.UNAVAILABLE);
    Failure open = OpenBreaker.on(failure(FailureCode.NO_VIABLE_PROVIDER).withRetryable(true));
    RunEvent.NotTaken refused =
        new RunEvent.NotTaken(0, World.NOW, World.NOW.plus(Duration.ofMinutes(3)));
    world.happen(AfterFailure.ofRefusal(world.state(), A, open, repeatable, World.NOW, 1));
    world.happen(new RunEvent.TimerFired(A));

    for (int tries = 1; tries <= 3; tries++) {
      RunEvent event = AfterFailure.of(world.state(), A, broken, repeatable, World.NOW, 0);
      Instant due = World.NOW.plusMillis(250L << tries);
      assertThat(event).isEqualTo(new RunEvent.Retrying(A, tries, due, broken, refused));
      world.happen(event);
      world.happen(new RunEvent.TimerFired(A));
    }
    assertThat(AfterFailure.of(world.state(), A, broken, repeatable, World.NOW, 0))
        .isEqualTo(new RunEvent.Failed(A, broken));
  }

  @Test
  void aBreakerIsWaitedForForMinutesAndNotAnewAfterEachTry() {
    Failure open = OpenBreaker.on(failure(FailureCode.NO_VIABLE_PROVIDER).withRetryable(true));
    Failure rests = failure(FailureCode.RATE_LIMITED).withRetryable(true);
    World world = calling("");

    assertThat(refusedUntilItFails(world, open))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));

    World rested = calling("");
    rested.happen(AfterFailure.ofRefusal(rested.state(), A, rests, false, World.NOW, 1));
    rested.happen(new RunEvent.TimerFired(A));
    Instant later = World.NOW.plus(Duration.ofMinutes(10));
    assertThat(AfterFailure.ofRefusal(rested.state(), A, open, false, later, 1))
        .extracting(event -> ((RunEvent.Retrying) event).notTaken())
        .isEqualTo(new RunEvent.NotTaken(2, World.NOW, later.plus(Duration.ofMinutes(3))));
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatThePlatformBrokeIsMadeLater(PlatformCause cause) {
    World world =
        world("steps: [{id: a, call: text.pii.mask, with: {text: x}}]", DeciderTest::echo);
    StepKey a = new StepKey(0, IndexPath.ROOT, 0);
    Failure away = cause.on(failure(FailureCode.UNAVAILABLE));
    Failure maybe = away.withApplied(Applied.UNKNOWN);

    assertThat(AfterFailure.of(world.state(), a, away, false, World.NOW, 1))
        .isEqualTo(notTaken(a, 1, World.NOW, 500, away));
    assertThat(AfterFailure.of(world.state(), a, maybe, true, World.NOW, 1))
        .isEqualTo(notTaken(a, 1, World.NOW, 500, maybe));
    assertThat(AfterFailure.of(world.state(), a, maybe, false, World.NOW, 1))
        .isEqualTo(new RunEvent.InDoubt(a, maybe));
  }

  @Test
  void aCallThatWasDispatchedBeforeACrashIsInDoubt() {
    World world =
        world("steps: [{id: a, call: text.pii.mask, with: {text: x}}]", DeciderTest::echo);
    StepKey a = new StepKey(0, IndexPath.ROOT, 0);
    world.happen(new RunEvent.Dispatched(a, null));

    world.crash();
    world.step();

    assertThat(world.journal.getLast()).isInstanceOf(RunEvent.InDoubt.class);
    assertThat(world.calls).containsEntry("a", 1);
  }

  private static final StepKey WRITE = new StepKey(0, IndexPath.ROOT, 0);

  private static RunState written(RunEvent... events) {
    RunState state =
        new RunState(
            Compiled.workflow("steps: [{id: a, call: text.pii.mask, with: {text: x}}]"), Map.of());
    Decider.begin(state);
    List.of(events).forEach(event -> Decider.replay(state, event));
    return state;
  }

  private static RunEvent retrying(Applied applied) {
    return new RunEvent.Retrying(
        WRITE, 1, World.NOW, failure(FailureCode.TIMEOUT).withApplied(applied));
  }

  private static void assertDoubtedAt(@Nullable String provider, RunState state) {
    assertThat(state.doubt(WRITE)).isNotNull();
    assertThat(state.doubtedProvider(WRITE)).isEqualTo(provider);
  }

  @Test
  void whatALaterAttemptDidNotDoLeavesTheDoubtOfAnEarlierOne() {
    RunEvent at = new RunEvent.Dispatched(WRITE, "one");
    RunEvent fired = new RunEvent.TimerFired(WRITE);
    RunEvent maybe = retrying(Applied.UNKNOWN);

    assertDoubtedAt("one", written(at, maybe, fired, at, retrying(Applied.NO)));
    assertDoubtedAt("one", written(at, maybe, fired, at, new RunEvent.Unsent(WRITE)));
    assertDoubtedAt("one", written(at, maybe, fired, retrying(Applied.NO)));
    assertDoubtedAt("one", written(at, new RunEvent.Repeated(WRITE)));
    assertDoubtedAt(
        "one", written(at, new RunEvent.Repeated(WRITE), at, new RunEvent.Unsent(WRITE)));
  }

  @Test
  void attemptsAtTwoProvidersMayHaveHappenedAtEither() {
    RunEvent one = new RunEvent.Dispatched(WRITE, "one");
    RunEvent two = new RunEvent.Dispatched(WRITE, "two");
    RunEvent fired = new RunEvent.TimerFired(WRITE);

    assertDoubtedAt(null, written(one, retrying(Applied.UNKNOWN), fired, two));
    assertDoubtedAt(
        "one", written(one, retrying(Applied.UNKNOWN), fired, two, retrying(Applied.NO)));
  }

  @Test
  void aPersonOrAnAttemptAloneThatDidNotHappenEndsTheDoubt() {
    RunEvent at = new RunEvent.Dispatched(WRITE, "one");
    RunEvent asked = new RunEvent.InDoubt(WRITE, failure(FailureCode.TIMEOUT));

    assertThat(written(at, retrying(Applied.NO)).doubt(WRITE)).isNull();
    assertThat(written(at, new RunEvent.Unsent(WRITE)).doubt(WRITE)).isNull();
    assertThat(written(at, asked, new RunEvent.Repeated(WRITE)).doubt(WRITE)).isNull();
  }

  @Test
  void cancellingEndsWaitsAndTellsCalls() {
    World world =
        world(
            """
            steps:
              - {id: a, wait: 10m}
              - {id: b, call: text.pii.mask, with: {text: b}, after: []}
              - {id: c, transform: 1, after: [a, b]}
            """,
            DeciderTest::echo);

    world.happen(new RunEvent.CancelRequested("ann"));
    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Cancelled("ann"));
  }

  @Test
  void itemsStartAtTheirPace() {
    World world =
        world(
            """
            steps:
              - id: many
                each: [0, 1, 2]
                as: n
                pace: 60ms
                steps: [{id: inner, call: text.pii.mask, with: {text: "${string(n)}"}}]
            """,
            DeciderTest::echo);
    StepKey many = new StepKey(0, IndexPath.ROOT, 0);

    assertThat(world.state().pace(many)).isEqualTo(Duration.ofMillis(60));
    assertThat(world.calls).isEmpty();

    world.happen(new RunEvent.ItemDue(many, 0));
    assertThat(world.calls).containsOnlyKeys("many[0].inner");
    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Succeeded.class);
  }

  @Test
  void anItemThatBeganAtItsPaceIsUnderWayAfterACrashWhateverFailedBesideIt() {
    World world =
        world(
            """
            steps:
              - {id: pause, wait: 10m}
              - id: many
                after: []
                each: [0, 1]
                as: n
                pace: 60ms
                steps: [{id: inner, call: text.pii.mask, with: {text: "${string(n)}"}}]
            """,
            DeciderTest::echo);
    StepKey pause = new StepKey(0, IndexPath.ROOT, 0);
    StepKey many = new StepKey(1, IndexPath.ROOT, 0);
    StepKey first = new StepKey(2, IndexPath.of(0), 0);
    world.happen(new RunEvent.ItemDue(many, 0));
    world.happen(new RunEvent.ItemDue(many, 1));
    world.happen(new RunEvent.Failed(first, Failure.of(FailureCode.FORBIDDEN, "no")));
    world.happen(new RunEvent.TimerFired(pause));

    world.crash();

    assertThat(world.calls).containsEntry("many[1].inner", 2);
    assertThat(world.run()).isInstanceOf(EngineCommand.Ending.Failed.class);
  }

  @Test
  void aHundredThousandItemsTakeLinearTime() {
    Workflow workflow =
        Compiled.workflow(
            """
            input: {items: {type: array, items: {type: integer}}}
            steps:
              - id: many
                each: ${input.items}
                as: n
                concurrency: 100
                steps: [{id: inner, call: text.pii.mask, with: {text: "${string(n)}"}}]
                output: ${n}
            """);
    List<Json> items = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      items.add(Json.of(i));
    }
    Json.Arr list = new Json.Arr(items);
    World world =
        new World(workflow, new Json.Obj(Map.of("items", list)), DeciderTest::echo, new Random(1));

    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Succeeded(list));
    assertThat(world.mostAtOnce).containsEntry("many", 100);
  }
}
