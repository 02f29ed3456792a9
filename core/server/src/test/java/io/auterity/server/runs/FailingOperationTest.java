package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.Attempt;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.relay.road.TestRoad;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Ref;
import io.auterity.spi.Support;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.workflow.decider.AfterFailure;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.EngineCommand.Ending;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.step.WorkflowCompiler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One operation of a vendor fails for five minutes, by the road and the rules of runs and a clock
 * that the test moves: runs that use others end, and those that use it go on by themselves when it
 * is back within minutes, or else fail.
 */
class FailingOperationTest {

  private static final Duration OUTAGE = Duration.ofMinutes(5);
  private static final Duration BACK = Duration.ofMinutes(2);

  /** After the three minutes for which a breaker is waited for comes one more try. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Catalogue CATALOGUE = Catalogue.standard();
  private static final Workflow READS =
      workflow("{id: a, call: tracker.issue.get, with: {issue: {provider: works, id: \"7\"}}}");
  private static final Workflow WRITES =
      workflow("{id: a, call: tracker.issue.create, with: {project: p, title: t}}");
  private static final Workflow LISTS =
      workflow("{id: a, call: tracker.issue.list, with: {project: p}}");

  private final TestRoad road = new TestRoad();
  private final Random random = new Random(7);
  private final Binder binder = new Binder();
  private final Instant began = road.time.now();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private long numbers;

  /** What is to happen at some time, in the order in which it was noted. */
  private record Due(Instant at, long number, Runnable work) {}

  FailingOperationTest() {
    ProviderInfo works =
        SampleProvider.of("works", "tracker", "works")
            .grade("V1")
            .support(Map.of("issue.get", full(), "issue.create", full(), "issue.list", full()))
            .slots(8)
            .offering(Offering.ANY)
            .build();
    road.providers.add(works);
  }

  private static OperationSupport full() {
    return new OperationSupport(Support.FULL, false, null);
  }

  private static Workflow workflow(String step) {
    Json.Obj spec =
        (Json.Obj) new YamlReader(10_000).read("{steps: [%s]}".formatted(step)).getFirst().value();
    WorkflowCompiler.Compiled compiled =
        new WorkflowCompiler(Signatures.of(CATALOGUE)).compile("test", spec);
    return compiled.workflow().orElseThrow(() -> new AssertionError(compiled.problems()));
  }

  static Stream<Named<Consumer<Attempt>>> faults() {
    return Stream.of(
        Named.of("it answers 503", attempt -> answered(attempt, FailureCode.UNAVAILABLE, 503)),
        Named.of("it answers 504", attempt -> answered(attempt, FailureCode.TIMEOUT, 504)),
        Named.of("it says nothing", attempt -> silent(attempt, FailureCode.TIMEOUT)),
        Named.of("its connection breaks", attempt -> silent(attempt, FailureCode.UNAVAILABLE)));
  }

  private static void answered(Attempt attempt, FailureCode code, int status) {
    attempt.sent().send(false).head(status, 0);
    throw new CallFailedException(
        Failure.of(code, "the vendor answered " + status)
            .withFields(Map.of(Failure.STATUS, Integer.toString(status))));
  }

  private static void silent(Attempt attempt, FailureCode code) {
    attempt.sent().asked();
    throw new CallFailedException(Failure.of(code, "nothing was heard"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void runsThatUseOtherOperationsEndAndThoseThatUseItEndInTime(Consumer<Attempt> fault) {
    road.providers.always(
        "works",
        (input, attempt) -> {
          if (input instanceof WhichIssue && elapsed().compareTo(OUTAGE) < 0) {
            fault.accept(attempt);
          }
          return answer(input);
        });
    List<MemoryRun> reads = eachTenSeconds(READS);
    List<MemoryRun> lists = eachTenSeconds(LISTS);

    carryOut();

    assertThat(lists).allSatisfy(run -> run.assertDoneWithin(Duration.ofSeconds(10)));
    assertEndInTime(reads);
  }

  private void assertEndInTime(List<MemoryRun> runs) {
    assertThat(runs).allSatisfy(run -> assertThat(run.over()).isBefore(run.begun.plus(LONGEST)));
    assertThat(runs)
        .filteredOn(run -> run.begun.isAfter(end()))
        .isNotEmpty()
        .allSatisfy(run -> assertThat(run.ending()).isInstanceOf(done()));
    assertThat(runs)
        .filteredOn(run -> run.begun.isBefore(began.plus(OUTAGE)))
        .anySatisfy(run -> assertThat(run.ending()).isInstanceOf(done()));
  }

  /** Of writes that the breaker had refused, each attempt of which certainly did nothing. */
  @ParameterizedTest
  @MethodSource("faults")
  void writesThatCertainlyDidNotHappenEndInTimeToo(Consumer<Attempt> fault) {
    road.providers.always(
        "works",
        (input, attempt) -> {
          if (input instanceof NewIssue && elapsed().compareTo(OUTAGE) < 0) {
            fault.accept(attempt);
          }
          return answer(input);
        });
    List<MemoryRun> writes = eachTenSeconds(WRITES);

    carryOut();

    assertThat(writes).filteredOn(run -> run.refusedFirst).hasSizeGreaterThan(10);
    assertEndInTime(writes);
  }

  private static Class<? extends Ending> done() {
    return Ending.Succeeded.class;
  }

  private Instant end() {
    return began.plus(OUTAGE).plus(BACK);
  }

  private Duration elapsed() {
    return Duration.between(began, road.time.now());
  }

  private static Record answer(Record input) {
    Issue issue =
        Issue.builder(new Ref("works", "7"), new Ref("works", "p"), "7", "a title", Instant.EPOCH)
            .build();
    return input instanceof WhichIssue || input instanceof NewIssue
        ? issue
        : new Page<>(List.of(issue), null, false, null);
  }

  private List<MemoryRun> eachTenSeconds(Workflow workflow) {
    List<MemoryRun> runs = new ArrayList<>();
    for (int second = 0; second < 2 * OUTAGE.toSeconds(); second += 10) {
      Instant at = began.plusSeconds(second);
      MemoryRun run = new MemoryRun(workflow, at);
      runs.add(run);
      at(at, run::begin);
    }
    return runs;
  }

  private void at(Instant time, Runnable work) {
    due.add(new Due(time, numbers++, work));
  }

  private void carryOut() {
    for (Due next = due.poll(); next != null; next = due.poll()) {
      if (next.at().isAfter(road.time.now())) {
        road.time.advance(Duration.between(road.time.now(), next.at()));
      }
      next.work().run();
    }
  }

  /** A run in memory, whose calls take the road. */
  private final class MemoryRun {

    private final Workflow workflow;
    private final RunState state;
    private final Map<StepKey, Instant> first = new ConcurrentHashMap<>();
    final Instant begun;
    private @Nullable Ending ending;
    private @Nullable Instant over;
    private boolean refusedFirst;

    MemoryRun(Workflow workflow, Instant begun) {
      this.workflow = workflow;
      this.begun = begun;
      this.state =
          new RunState(
              workflow, Map.of("input", Json.EMPTY, "run", Json.EMPTY, "tenant", Json.EMPTY));
    }

    @Nullable Ending ending() {
      return ending;
    }

    @Nullable Instant over() {
      return over;
    }

    void assertDoneWithin(Duration time) {
      assertThat(ending).isInstanceOf(done());
      assertThat(over).isBefore(begun.plus(time));
    }

    void begin() {
      perform(Decider.begin(state));
    }

    private void happen(RunEvent event) {
      if (state.admits(event)) {
        perform(Decider.apply(state, event));
      }
    }

    private void perform(List<EngineCommand> commands) {
      for (EngineCommand command : commands) {
        switch (command) {
          case EngineCommand.Start(StepKey step) -> start(step);
          case EngineCommand.Arm(StepKey step, Instant time) ->
              at(time, () -> happen(new RunEvent.TimerFired(step)));
          case EngineCommand.Finish(Ending how) -> {
            ending = how;
            over = road.time.now();
          }
          default -> throw new AssertionError(command.toString());
        }
      }
    }

    private void start(StepKey step) {
      switch (StepPreparation.prepare(state, step, road.time.now())) {
        case PreparedStep.Happened(RunEvent event) -> happen(event);
        case PreparedStep.Dispatch call -> happen(called(call));
        case PreparedStep.Child child -> throw new AssertionError(child.toString());
      }
    }

    private RunEvent called(PreparedStep.Dispatch call) {
      StepKey step = call.step();
      boolean begins = first.putIfAbsent(step, road.time.now()) == null;
      return switch (road.invoke(road.call(call.capability(), Payload.of(call.input()), null))) {
        case Outcome.Succeeded done ->
            new RunEvent.Completed(
                step,
                binder.render(
                    CATALOGUE.get(call.capability()), Objects.requireNonNull(done.value())));
        case Outcome.Refused(var d, Failure failure) -> {
          refusedFirst |= begins;
          yield failed(step, failure, true);
        }
        case Outcome.Failed(var d, Failure failure) -> failed(step, failure, false);
      };
    }

    private RunEvent failed(StepKey step, Failure failure, boolean refused) {
      boolean repeatable = workflow != WRITES;
      Instant now = road.time.now();
      RunEvent event =
          refused
              ? AfterFailure.ofRefusal(state, step, failure, repeatable, now, random.nextDouble())
              : AfterFailure.of(state, step, failure, repeatable, now, random.nextDouble());
      return AfterFailure.within(state, event, first.getOrDefault(step, now));
    }
  }
}
