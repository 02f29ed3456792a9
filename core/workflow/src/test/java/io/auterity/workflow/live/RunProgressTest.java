package io.auterity.workflow.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.ItemCount;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunProgressTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Workflow TRIAGE = Compiled.workflow(Compiled.TRIAGE);
  private static final int TRIAGE_NODE = 0;
  private static final int MASK = 1;

  private final RunProgress progress = new RunProgress(TRIAGE, RunPhase.RUNNING, NOW);

  private static StepKey mask(int item) {
    return new StepKey(MASK, IndexPath.of(item), 0);
  }

  private void completed(int item, Duration took) {
    progress.started(mask(item), NOW);
    progress.happened(new RunEvent.Completed(mask(item), Json.NULL), NOW, NOW.plus(took));
  }

  private RunWatch watch(long since) {
    LiveRuns runs =
        new LiveRuns() {
          @Override
          public Optional<RunProgress> progress(UUID run) {
            return Optional.of(progress);
          }

          @Override
          public Optional<RunProgress> replayed(UUID run) {
            return Optional.empty();
          }

          @Override
          public Optional<Failure> stalled(UUID run) {
            return Optional.empty();
          }
        };
    return new RunWatch(runs, new UUID(0, 0), since, false, Time.system());
  }

  private NodeTally node(int node) {
    return progress.tallies().nodes().get(node);
  }

  @Test
  void executionsAreCountedByNode() {
    completed(0, Duration.ofMillis(10));
    progress.started(mask(1), NOW);
    progress.started(mask(2), NOW);
    progress.happened(new RunEvent.Failed(mask(2), Failure.of(FailureCode.INVALID, "x")), NOW, NOW);

    NodeTally tally = node(MASK);

    assertThat(tally.started()).isEqualTo(3);
    assertThat(tally.running()).isEqualTo(1);
    assertThat(tally.succeeded()).isEqualTo(1);
    assertThat(tally.failed()).isEqualTo(1);
    assertThat(tally.phase()).isEqualTo(StepPhase.RUNNING);
    assertThat(node(2).phase()).isEqualTo(StepPhase.QUEUED);
  }

  @Test
  void aStepOverAListCountsItems() {
    progress.started(new StepKey(TRIAGE_NODE, IndexPath.ROOT, 0), NOW);
    progress.counted(TRIAGE_NODE, new ItemCount(502, 313, 312, 0));

    NodeTally tally = node(TRIAGE_NODE);

    assertThat(tally.total()).isEqualTo(502);
    assertThat(tally.running()).isEqualTo(1);
    assertThat(tally.succeeded()).isEqualTo(312);
    assertThat(DoneOfTotal.of(TRIAGE, progress.tallies())).isEqualTo(new DoneOfTotal(312, 502));
  }

  @Test
  void quantilesAreWithinSevenPercent() {
    for (int item = 1; item <= 100; item++) {
      completed(item, Duration.ofMillis(item));
    }

    assertThat(Objects.requireNonNull(node(MASK).p50()).toMillis()).isBetween(47L, 54L);
    assertThat(Objects.requireNonNull(node(MASK).p95()).toMillis()).isBetween(88L, 102L);
  }

  @Test
  void aStepThatIsTriedAgainIsOneExecution() {
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, "later");
    progress.started(mask(0), NOW);
    Instant due = NOW.plusSeconds(2);
    progress.happened(new RunEvent.Retrying(mask(0), 1, due, failure), NOW, NOW);
    assertThat(node(MASK).waiting()).isEqualTo(1);
    assertThat(progress.underWay().get(mask(0)))
        .isEqualTo(new StepUnderWay(NOW, WaitingFor.RETRY, failure, 1, due, null));

    progress.happened(new RunEvent.TimerFired(mask(0)), NOW, NOW);
    progress.started(mask(0), NOW);
    assertThat(node(MASK).waiting()).isZero();
    assertThat(progress.underWay().get(mask(0)))
        .isEqualTo(new StepUnderWay(NOW, null, null, 2, null, null));
    assertThat(node(MASK).running()).isEqualTo(1);

    progress.happened(new RunEvent.Completed(mask(0), Json.NULL), NOW, NOW);
    assertThat(node(MASK).started()).isEqualTo(1);
    assertThat(progress.underWay()).isEmpty();
  }

  @Test
  void aStepWhoseCallIsNotTakenTellsUntilWhenItWaitsAtTheLatest() {
    Failure failure = Failure.of(FailureCode.NO_VIABLE_PROVIDER, "its breaker is open");
    Instant due = NOW.plusSeconds(30);
    Instant until = NOW.plusSeconds(20);
    RunEvent.NotTaken notTaken = new RunEvent.NotTaken(3, NOW, NOW.plusSeconds(180));
    progress.started(mask(0), NOW);
    progress.happened(new RunEvent.Retrying(mask(0), 0, due, failure, notTaken), NOW, NOW);
    assertThat(progress.underWay().get(mask(0)))
        .extracting(StepUnderWay::nextTry, StepUnderWay::givesUp)
        .containsExactly(due, NOW.plusSeconds(180));

    progress.happened(new RunEvent.TimerFired(mask(0)), NOW, NOW);
    RunEvent.NotTaken over = new RunEvent.NotTaken(4, NOW, until);
    progress.happened(new RunEvent.Retrying(mask(0), 0, due, failure, over), NOW, NOW);
    assertThat(progress.underWay().get(mask(0)))
        .extracting(StepUnderWay::nextTry, StepUnderWay::givesUp)
        .containsExactly(due, due);
  }

  @Test
  void whatWasNeverReachedIsSkippedWhenTheRunIsOver() {
    completed(0, Duration.ofMillis(1));
    progress.phase(RunPhase.FAILED, NOW);

    assertThat(node(MASK).phase()).isEqualTo(StepPhase.SUCCEEDED);
    assertThat(node(2).phase()).isEqualTo(StepPhase.SKIPPED);
  }

  @ParameterizedTest
  @CsvSource({
    "failed, failed, FAILED",
    "succeeded, succeeded, SUCCEEDED",
    "failed, cancelled, SKIPPED"
  })
  void aStepThatAStopInsideItEndedEndedAsTheRun(String stop, String run, StepPhase expected) {
    Workflow workflow =
        Compiled.workflow(
            """
            steps:
              - id: whole
                parallel:
                  - {id: one, steps: [{id: over, stop: %s}]}
                  - {id: two, steps: [{id: nap, wait: 1h}]}
            """
                .formatted(stop));
    RunProgress stopped = new RunProgress(workflow, RunPhase.RUNNING, NOW);
    Map<String, StepKey> keys =
        workflow.nodes().stream()
            .collect(
                Collectors.toMap(Node::id, node -> new StepKey(node.index(), IndexPath.ROOT, 0)));
    keys.values().forEach(key -> stopped.started(key, NOW));
    StepKey over = Objects.requireNonNull(keys.get("over"));
    RunEvent end =
        stop.equals("failed")
            ? new RunEvent.Failed(over, Failure.of(FailureCode.INVALID, "x"))
            : new RunEvent.Completed(over, Json.NULL);
    stopped.happened(end, NOW, NOW);
    stopped.phase(RunPhase.ofWire(run), NOW);

    Map<String, StepPhase> phases = new HashMap<>();
    workflow
        .nodes()
        .forEach(
            node -> phases.put(node.id(), stopped.tallies().nodes().get(node.index()).phase()));
    assertThat(phases).containsEntry("whole", expected).containsEntry("nap", StepPhase.SKIPPED);
  }

  @Test
  void aNodeTellsTheHighestRoundInWhichItWasDone() {
    completed(0, Duration.ofMillis(1));
    assertThat(node(MASK).round()).isZero();

    progress.started(mask(1).round(2), NOW);
    progress.started(mask(2).round(1), NOW);

    assertThat(node(MASK).round()).isEqualTo(2);
    assertThat(node(TRIAGE_NODE).round()).isZero();
  }

  @Test
  void aLoopCountsTheRoundsThatHaveBegun() {
    Workflow polling =
        Compiled.workflow(
            """
            steps: [{id: poll, loop: 5, until: "${ask.done}", steps: [{id: ask, transform: {done: true}}]}]
            """);
    StepKey poll = new StepKey(0, IndexPath.ROOT, 0);
    RunProgress ofLoop = new RunProgress(polling, RunPhase.RUNNING, NOW);
    assertThat(ofLoop.tallies().nodes().getFirst().rounds()).isZero();

    ofLoop.started(poll, NOW);
    ofLoop.happened(new RunEvent.Rounded(poll, 1, Json.NULL), NOW, NOW);
    ofLoop.happened(new RunEvent.Rounded(poll, 2, Json.NULL), NOW, NOW);

    assertThat(ofLoop.tallies().nodes().getFirst().rounds()).isEqualTo(3);
    assertThat(ofLoop.tallies().nodes().get(1).rounds()).isZero();
  }

  @Test
  void tallyAndItsStoredFormAreAlike() {
    completed(0, Duration.ofMillis(5));
    progress.started(mask(1).round(1), NOW);
    progress.happened(new RunEvent.Completed(mask(1).round(1), Json.NULL), NOW, NOW.plusMillis(5));
    progress.phase(RunPhase.SUCCEEDED, NOW);
    Tallies tallies = progress.tallies();

    Json.Obj json = TallyJson.write(tallies, new DoneOfTotal(3, 4));

    assertThat(TallyJson.read(json, RunPhase.SUCCEEDED).nodes()).isEqualTo(tallies.nodes());
    assertThat(TallyJson.count(json)).isEqualTo(new DoneOfTotal(3, 4));
  }

  @Test
  void aWatcherSeesEveryChangeInOrder() throws InterruptedException {
    RunWatch watch = watch(progress.tallies().seq());
    List<String> seen = new ArrayList<>();
    for (int item = 0; item < 3; item++) {
      completed(item, Duration.ofMillis(1));
      RunUpdate.Progress runUpdate =
          (RunUpdate.Progress) Objects.requireNonNull(watch.next(Duration.ofSeconds(1)));
      runUpdate.changes().forEach(change -> seen.add(change.step() + " " + change.what()));
    }

    assertThat(seen)
        .containsExactly(
            "triage[0].mask started",
            "triage[0].mask succeeded",
            "triage[1].mask started",
            "triage[1].mask succeeded",
            "triage[2].mask started",
            "triage[2].mask succeeded");
  }

  @Test
  void aWatcherWhoComesBackCatchesUp() throws InterruptedException {
    completed(0, Duration.ofMillis(1));
    long seq = progress.tallies().seq();
    completed(1, Duration.ofMillis(1));

    RunUpdate runUpdate = watch(seq).next(Duration.ofSeconds(1));

    assertThat(runUpdate)
        .isInstanceOfSatisfying(
            RunUpdate.Progress.class,
            told -> {
              assertThat(told.changes()).hasSize(2);
              assertThat(told.changes()).allMatch(change -> change.seq() > seq);
              assertThat(told.nodes()).extracting(NodeTally::node).containsExactly(MASK);
            });
  }

  @Test
  void aWatcherWhoMissedTooMuchTakesAFreshView() throws InterruptedException {
    long seq = progress.tallies().seq();
    for (int item = 0; item < 5_000; item++) {
      completed(item, Duration.ofMillis(1));
    }

    assertThat(watch(seq).next(Duration.ofSeconds(1)))
        .isEqualTo(new RunUpdate.Full(progress.tallies().seq()));
    assertThat(watch(-1).next(Duration.ofSeconds(1))).isInstanceOf(RunUpdate.Full.class);
  }

  @Test
  void numbersGrowOverARestart() {
    completed(0, Duration.ofMillis(1));
    RunProgress later = new RunProgress(TRIAGE, RunPhase.RUNNING, NOW.plusSeconds(1));

    assertThat(later.tallies().seq()).isGreaterThan(progress.tallies().seq());
  }

  @Test
  void framesComeAtMostThirtyTimesASecond() throws InterruptedException {
    RunWatch watch = watch(progress.tallies().seq());
    long began = System.nanoTime();
    for (int item = 0; item < 4; item++) {
      completed(item, Duration.ofMillis(1));
      assertThat(watch.next(Duration.ofSeconds(1))).isNotNull();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void aWatcherIsToldTheEndAndThenNoMore() throws InterruptedException {
    RunWatch watch = watch(progress.tallies().seq());
    progress.phase(RunPhase.SUCCEEDED, NOW);

    assertThat(watch.next(Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            RunUpdate.Progress.class,
            told -> assertThat(told.phase()).isEqualTo(RunPhase.SUCCEEDED));
    assertThat(watch.over()).isTrue();
    assertThat(watch.next(Duration.ofSeconds(1))).isNull();
  }
}
