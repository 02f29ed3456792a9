package io.auterity.workflow.decider;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.step.Compiled;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Rounds of a loop. */
class LoopTest {

  private static final String REVIEW =
      """
      steps:
        - id: review
          loop: 5
          as: draft
          from: {text: first, tries: 0}
          steps:
            - {id: judge, call: text.pii.mask, with: {text: "${draft.text}"}}
            - {id: again, when: "${judge.text != 'good'}", transform: "${draft.text + '+'}"}
          until: ${judge.text == 'good'}
          next: {text: "${again}", tries: "${draft.tries + 1}"}
          output: ${string(draft.tries) + judge.text}
          %s
      """;

  private static World world(String yaml, BiFunction<String, Json.Obj, Object> answers) {
    return new World(Compiled.workflow(yaml), Json.EMPTY, answers, new Random(7));
  }

  private static BiFunction<String, Json.Obj, Object> goodAfter(int tries) {
    return (step, input) ->
        step.equals("review[%d].judge".formatted(tries))
            ? Json.EMPTY.with("text", Json.of("good"))
            : input;
  }

  private static Object echo(String step, Json.Obj input) {
    return input;
  }

  private static Json output(World world) {
    return ((EngineCommand.Ending.Succeeded) world.run()).output();
  }

  @Test
  void roundsHandOnWhatTheNextOneGetsUntilTheConditionHolds() {
    World world = world(REVIEW.formatted(""), goodAfter(2));

    assertThat(output(world)).isEqualTo(Json.of("2good"));
    assertThat(world.calls)
        .containsOnlyKeys("review[0].judge", "review[1].judge", "review[2].judge");
  }

  @Test
  void collectedRoundsGiveAList() {
    World world = world(REVIEW.formatted("collect: true"), goodAfter(1));

    assertThat(output(world)).hasToString("[\"0first\",\"1good\"]");
  }

  @Test
  void aLoopThatNeverComesToItsConditionFailsAndSaysSo() {
    EngineCommand.Ending ending = world(REVIEW.formatted(""), LoopTest::echo).run();

    assertThat(ending)
        .isInstanceOfSatisfying(
            EngineCommand.Ending.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.TIMEOUT);
              assertThat(failed.failure().message()).contains("5 rounds");
            });
  }

  @Test
  void orEndsWithItsLastRoundWhereThatIsWritten() {
    World world = world(REVIEW.formatted("atMost: end"), LoopTest::echo);

    assertThat(output(world)).isEqualTo(Json.of("4first++++"));
  }

  @Test
  void withoutAConditionAllRoundsAreMade() {
    World world =
        world("steps: [{id: l, loop: 3, every: 1m, steps: [{id: a, wait: 1s}]}]", LoopTest::echo);

    world.run();
    assertThat(world.journal.stream().filter(e -> e instanceof RunEvent.Rounded).count())
        .isEqualTo(2);
    assertThat(waits(world, "l")).hasSize(2);
  }

  private static List<RunEvent> waits(World world, String step) {
    StepKey key = StepKey.read(world.state().workflow(), step, 0);
    return world.journal.stream()
        .filter(e -> e instanceof RunEvent.TimerSet set && set.step().equals(key))
        .toList();
  }

  @Test
  void aRoundThatFailsEndsTheLoop() {
    String yaml =
        """
        steps:
          - id: l
            loop: 3
            as: n
            from: 2
            steps: [{id: a, transform: "${10 / n}"}]
            next: ${n - 1}
        """;

    EngineCommand.Ending ending = world(yaml, LoopTest::echo).run();
    assertThat(ending)
        .isInstanceOfSatisfying(
            EngineCommand.Ending.Failed.class,
            failed ->
                assertThat(failed.step())
                    .isEqualTo(StepKey.read(Compiled.workflow(yaml), "l[2].a", 0)));
  }

  @Test
  void aCrashBetweenTwoRoundsRepeatsNone() {
    for (int at = 0; at < 40; at++) {
      World world = world(REVIEW.formatted("every: 1m"), goodAfter(3));
      for (int step = 0; world.step(); step++) {
        if (step == at) {
          world.crash();
        }
      }
      assertThat(world.state().ending())
          .contains(new EngineCommand.Ending.Succeeded(Json.of("3good")));
    }
  }

  @Test
  void aCancelledLoopStartsNoFurtherRound() {
    World world = world(REVIEW.formatted("every: 1m"), LoopTest::echo);
    world.step();
    world.happen(new RunEvent.CancelRequested("ada"));

    assertThat(world.run()).isEqualTo(new EngineCommand.Ending.Cancelled("ada"));
    assertThat(world.calls).containsOnlyKeys("review[0].judge");
  }

  @Test
  void whatIsNullInTheFirstRoundMayBeSomethingInTheNext() {
    assertThat(
            Compiled.problems(
                """
                steps:
                  - id: pages
                    loop: 9
                    as: at
                    from: {cursor: null, many: [null]}
                    steps:
                      - {id: page, call: tracker.issue.list, with: {project: P, cursor: "${at.cursor}"}}
                    until: ${!has(page.next)}
                    next: {cursor: "${page.next}", many: ["${page.next}"]}
                """))
        .isEmpty();
  }

  @Test
  void problemsNameTheFieldThatIsWrong() {
    assertThat(
            Compiled.problems(
                "steps: [{id: l, loop: 0, next: 1, until: 7, steps: [{id: a, transform: 1}]}]"))
        .extracting(problem -> problem.path())
        .contains("steps[0].loop", "steps[0].next", "steps[0].until");
    assertThat(
            Compiled.problems(
                "steps: [{id: l, loop: 2, as: n, from: 1, next: x, steps: [{id: a, transform:"
                    + " 1}]}]"))
        .extracting(problem -> problem.path())
        .contains("steps[0].next");
    assertThat(
            Compiled.problems(
                "steps: [{id: l, loop: 1000000, collect: true, steps: [{id: a, transform: 1}]}]"))
        .extracting(problem -> problem.rule())
        .anyMatch(rule -> rule.contains("100,000"));
  }
}
