package io.auterity.workflow.decider;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.step.Compiled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Any workflow, any order of events, a crash anywhere. */
class DeciderPropertyTest {

  private static Object echo(String step, Json.Obj input) {
    return input;
  }

  private static BiFunction<String, Json.Obj, Object> failing(int oneIn) {
    return (step, input) ->
        Math.floorMod(step.hashCode(), oneIn) == 0 && !step.endsWith("u")
            ? Failure.of(FailureCode.FORBIDDEN, "no")
            : input;
  }

  private static World world(
      Workflow workflow, long seed, BiFunction<String, Json.Obj, Object> capability) {
    return new World(workflow, Json.EMPTY, capability, new Random(seed));
  }

  @Property(tries = 60)
  void theOutputDoesNotDependOnTheOrderOfEvents(
      @ForAll("workflows") Workflow workflow, @ForAll long one, @ForAll long other) {
    assertThat(world(workflow, one, DeciderPropertyTest::echo).run())
        .isInstanceOf(EngineCommand.Ending.Succeeded.class)
        .isEqualTo(world(workflow, other, DeciderPropertyTest::echo).run());
  }

  @Property(tries = 120)
  void crashesDoNotChangeTheOutputNorRepeatAFinishedStep(
      @ForAll("workflows") Workflow workflow, @ForAll long seed) {
    EngineCommand.Ending undisturbed = world(workflow, seed, DeciderPropertyTest::echo).run();
    Random random = new Random(seed);
    World world = world(workflow, seed + 1, DeciderPropertyTest::echo);
    do {
      if (random.nextInt(4) == 0) {
        world.crash();
      }
    } while (world.step());

    assertThat(world.state().ending()).contains(undisturbed);
  }

  @Property(tries = 120)
  void pausesDoNotChangeTheOutputNorRepeatAFinishedStep(
      @ForAll("workflows") Workflow workflow, @ForAll long seed) {
    EngineCommand.Ending undisturbed = world(workflow, seed, DeciderPropertyTest::echo).run();
    World world = paused(workflow, seed, DeciderPropertyTest::echo);

    assertThat(world.state().ending()).contains(undisturbed);
  }

  @Property(tries = 200)
  void aRunThatFailsEndsAlsoWhenItIsPaused(@ForAll long shape, @ForAll long seed) {
    Workflow workflow = Compiled.workflow(RandomWorkflow.withRaces(shape).text());
    World world = paused(workflow, seed, failing(4));

    assertThat(world.state().ending()).isPresent();
    assertThat(world.state().root.active).isZero();
  }

  private static World paused(
      Workflow workflow, long seed, BiFunction<String, Json.Obj, Object> capability) {
    Random random = new Random(seed);
    World world = world(workflow, seed + 1, capability);
    do {
      switch (random.nextInt(8)) {
        case 0 -> world.crash();
        case 1, 2 -> world.happen(new RunEvent.Paused("ann", false));
        case 3 -> world.resume();
        default -> {}
      }
    } while (world.step() || world.resume());
    return world;
  }

  /**
   * Nothing that was done and does not follow what failed is commanded again: the world sees it.
   */
  @Property(tries = 200)
  void aFailedRunThatGoesAgainComesToWhatItWouldHave(@ForAll long shape, @ForAll long seed) {
    Workflow workflow = Compiled.workflow(new RandomWorkflow(shape).text());
    EngineCommand.Ending undisturbed = world(workflow, seed, DeciderPropertyTest::echo).run();
    World world = failsAndEnds(workflow, seed, failing(4));
    if (world.state().ending().orElseThrow() instanceof EngineCommand.Ending.Failed) {
      world.again(null);
      goOn(world, new Random(seed));

      assertThat(world.state().ending()).contains(undisturbed);
    }
  }

  @Property(tries = 200)
  void aRunOfAnyShapeGoesAgainFromAnyStepThatWasDone(@ForAll long shape, @ForAll long seed) {
    Workflow workflow = Compiled.workflow(RandomWorkflow.whole(shape).text());
    World world = failsAndEnds(workflow, seed, failing(4));
    Random random = new Random(seed);
    for (int times = 0; times < 3; times++) {
      if (!(world.state().ending().orElseThrow() instanceof EngineCommand.Ending.Failed)) {
        return;
      }
      List<StepKey> done = new ArrayList<>(world.finished);
      StepKey from =
          done.isEmpty() || random.nextBoolean() ? null : done.get(random.nextInt(done.size()));
      boolean goes = goes(world, from);
      Statistics.label("goes again")
          .collect(goes)
          .coverage(seen -> seen.check(true).percentage(share -> share > 25));
      if (!goes) {
        return;
      }
      goOn(world, random);

      assertThat(world.state().ending()).isPresent();
      assertThat(world.state().root.active).isZero();
    }
  }

  private static boolean goes(World world, @Nullable StepKey from) {
    try {
      world.again(from);
      return true;
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT);
      return false;
    }
  }

  private static void goOn(World world, Random random) {
    do {
      if (random.nextInt(4) == 0) {
        world.crash();
      }
    } while (world.step());
  }

  @Property(tries = 60)
  void aRunThatFailsEndsAlsoWhenItCrashes(
      @ForAll("workflows") Workflow workflow, @ForAll long seed) {
    failsAndEnds(workflow, seed);
  }

  @Property(tries = 200)
  void aRunWhoseArmsRaceEndsAlsoWhenItCrashes(@ForAll long shape, @ForAll long seed) {
    failsAndEnds(Compiled.workflow(RandomWorkflow.withRaces(shape).text()), seed);
  }

  /** Undone are exactly the calls that were done, each once, wherever it crashed. */
  @Property(tries = 200)
  void aRunThatFailsUndoesWhatItDid(@ForAll long shape, @ForAll long seed) {
    Workflow workflow = Compiled.workflow(RandomWorkflow.undone(shape).text());
    World world = failsAndEnds(workflow, seed, failing(6));
    if (world.state().ending().orElseThrow() instanceof EngineCommand.Ending.Failed) {
      List<String> done = new ArrayList<>();
      List<String> undone = new ArrayList<>();
      for (RunEvent event : world.journal) {
        if (event instanceof RunEvent.Completed(StepKey step, var output)) {
          if (workflow.node(step.node()).head().undo() != null) {
            done.add(step.text(workflow) + "u");
          } else if (workflow.node(step.node()).id().endsWith("u")) {
            undone.add(step.text(workflow));
          }
        }
      }
      assertThat(undone).containsExactlyInAnyOrderElementsOf(done);
    }
  }

  @Example
  void itemsThatBeganAtTheirPaceBesideAFailureAreUnderWayAfterACrash() {
    Workflow wide = Compiled.workflow(new RandomWorkflow(10).text());
    for (long seed = 0; seed < 300; seed++) {
      failsAndEnds(wide, seed);
    }
    Workflow deep = Compiled.workflow(new RandomWorkflow(6_274_551_515_881_304_377L).text());
    for (long seed = -100; seed < 0; seed++) {
      failsAndEnds(deep, seed);
    }
  }

  private static void failsAndEnds(Workflow workflow, long seed) {
    failsAndEnds(workflow, seed, failing(4));
  }

  private static World failsAndEnds(
      Workflow workflow, long seed, BiFunction<String, Json.Obj, Object> capability) {
    Random random = new Random(seed);
    World world = world(workflow, seed, capability);
    do {
      if (random.nextInt(4) == 0) {
        world.crash();
      }
    } while (world.step());

    assertThat(world.state().ending()).isPresent();
    assertThat(world.state().root.active).isZero();
    return world;
  }

  @Property(tries = 50)
  void theJournalAloneGivesTheSameState(@ForAll("workflows") Workflow workflow, @ForAll long seed) {
    World world = world(workflow, seed, DeciderPropertyTest::echo);
    EngineCommand.Ending ending = world.run();
    RunState folded =
        new RunState(
            workflow, Map.of("input", Json.EMPTY, "run", Json.EMPTY, "tenant", Json.EMPTY));
    Decider.begin(folded);
    world.journal.forEach(event -> Decider.apply(folded, event));

    assertThat(folded.ending()).contains(ending);
  }

  @Property(tries = 60)
  void noBoundOnItemsUnderWayIsEverExceeded(
      @ForAll("workflows") Workflow workflow, @ForAll long seed) {
    Random random = new Random(seed);
    World world = world(workflow, seed, DeciderPropertyTest::echo);
    do {
      if (random.nextInt(6) == 0) {
        world.crash();
      }
    } while (world.step());

    workflow
        .definition()
        .all()
        .filter(step -> step.type() == StepType.EACH)
        .forEach(
            step ->
                assertThat(world.mostAtOnce.getOrDefault(step.id(), 0))
                    .isLessThanOrEqualTo(step.outline().concurrency()));
  }

  @Property(tries = 50)
  void eachStepInstanceIsCompletedOnce(@ForAll("workflows") Workflow workflow, @ForAll long seed) {
    World world = world(workflow, seed, DeciderPropertyTest::echo);
    world.run();

    Set<StepKey> seen = new HashSet<>();
    for (RunEvent event : world.journal) {
      if (event instanceof RunEvent.Completed(StepKey step, var o)) {
        assertThat(seen.add(step)).describedAs(step.text(workflow)).isTrue();
      }
    }
  }

  @Provide
  Arbitrary<Workflow> workflows() {
    return Arbitraries.longs().map(seed -> Compiled.workflow(RandomWorkflow.whole(seed).text()));
  }
}
