package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.WorkflowEngine.AttachedRun;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.RunUpdate;
import io.auterity.workflow.live.RunWatch;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.query.RunCounts;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.query.WorkflowRuns;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.view.Listed;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.RunViews;
import io.auterity.workflow.view.StepExecution;
import io.auterity.workflow.view.StepExecutionDetail;
import io.auterity.workflow.view.StepQuery;
import io.auterity.workflow.view.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("carrier")
class RunViewsTest {

  private static final String TRIAGE =
      """
      input: {texts: {type: array, items: {type: string}}}
      steps:
        - id: triage
          each: ${input.texts}
          as: t
          onItemFailure: continue
          steps:
            - {id: mask, call: text.pii.mask, with: {text: "${t}"}}
            - {id: classify, call: ai.text.classify, route: triage, with: {text: "${mask.text}", classes: {a: x, b: y}}}
            - id: file
              branch:
                - {when: "${classify.label == 'debt_collection'}", steps: [{id: urgent, transform: "${mask.text + '!'}"}]}
                - {else: [{id: normal, transform: "${mask.text}"}]}
        - {id: summary, transform: "${size(triage)}"}
      output: ${triage}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);
  private final RunViews views = engine.views();

  @AfterEach
  void close() {
    engine.close();
  }

  private static Json.Obj texts(String... texts) {
    return Json.EMPTY.with("texts", new Json.Arr(Arrays.stream(texts).map(Json::of).toList()));
  }

  private UUID triaged(String... texts) {
    UUID run = engine.run(tenant, TRIAGE, texts(texts));
    engine.over(tenant, run);
    return run;
  }

  private static NodeTally node(RunDetail detail, String path) {
    int node =
        Compiled.workflow(TRIAGE).nodes().stream()
            .filter(candidate -> candidate.head().pattern().equals(path))
            .findFirst()
            .orElseThrow()
            .index();
    return detail.nodes().get(node);
  }

  private void failingOn(String text) {
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals(text) && call.capability().startsWith("ai.")) {
            throw new CallFailedException(FailureCode.INVALID, "cannot read it");
          }
          return FakeInvoker.echo(call);
        });
  }

  @Test
  void aRunTellsWhatItsNodesCameTo() {
    failingOn("bad");
    RunDetail detail = views.detail(tenant, triaged("debt", "other", "bad"));

    assertThat(detail.summary().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(detail.summary().progress()).isEqualTo(new DoneOfTotal(3, 3));
    assertThat(node(detail, "triage").total()).isEqualTo(3);
    assertThat(node(detail, "triage").failed()).isEqualTo(1);
    assertThat(node(detail, "triage[].mask").succeeded()).isEqualTo(3);
    assertThat(node(detail, "triage[].classify").failed()).isEqualTo(1);
    assertThat(node(detail, "triage[].classify").p50()).isNotNull();
    assertThat(node(detail, "triage[].file").arms()).isEqualTo(Map.of(0, 1, 1, 1));
    assertThat(node(detail, "summary").phase()).isEqualTo(StepPhase.SUCCEEDED);
    assertThat(detail.calls())
        .isEqualTo(
            Map.of(
                "text.pii.mask", new RunDetail.CallCount(3, 0),
                "ai.text.classify", new RunDetail.CallCount(2, 1)));
    assertThat(detail.output()).hasToString("[\"debt!\",\"other\",null]");
    assertThat(detail.definition().steps().getFirst().steps())
        .extracting(step -> step.id() + " " + step.type())
        .containsExactly("mask CALL", "classify CALL", "file BRANCH");
  }

  @Test
  void armsAndSkippedStepsShowWhatBecameOfThem() {
    String yaml =
        """
        steps:
          - id: both
            parallel:
              - {id: one, steps: [{id: a, call: text.pii.mask, with: {text: x}}], output: "${a.text}"}
              - {id: two, steps: [{id: b, when: "${1 > 2}", transform: 1}]}
          - {id: last, transform: "${both.one}"}
        """;
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    engine.over(tenant, run);
    RunDetail detail = views.detail(tenant, run);

    assertThat(detail.output()).isEqualTo(Json.of("x"));
    assertThat(detail.nodes())
        .extracting(NodeTally::phase)
        .containsExactly(
            StepPhase.SUCCEEDED, StepPhase.SUCCEEDED, StepPhase.SKIPPED, StepPhase.SUCCEEDED);
    assertThat(detail.definition().steps().getFirst().arms())
        .extracting(arm -> arm.when() + " " + arm.steps().getFirst().id())
        .containsExactly("one a", "two b");
    Json output = views.step(tenant, run, "both", 0).output();
    assertThat(output)
        .isInstanceOfSatisfying(
            Json.Obj.class,
            value ->
                assertThat(value.with("first", Json.NULL))
                    .hasToString("{\"first\":null,\"one\":\"x\",\"two\":null}"));
  }

  @Test
  void aRunUnderWayTellsWhereItIs() throws InterruptedException {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("slow") && call.capability().startsWith("ai.")) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
    UUID run = engine.run(tenant, TRIAGE, texts("a", "slow"));
    gate.awaitSomeone();
    TestEngine.until(() -> node(views.detail(tenant, run), "triage").succeeded() == 1);

    RunDetail detail = views.detail(tenant, run);
    Listed<StepExecution> running =
        views.steps(tenant, run, new StepQuery(null, StepPhase.RUNNING, 1, null, 10));

    assertThat(detail.summary().phase()).isEqualTo(RunPhase.RUNNING);
    assertThat(node(detail, "triage").running()).isEqualTo(1);
    assertThat(node(detail, "triage[].classify").running()).isEqualTo(1);
    assertThat(running.items())
        .extracting(StepExecution::key)
        .containsExactly("triage[1].classify");
    gate.open();
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aStepShowsWhatWentInAndCameOut() {
    UUID run = triaged("debt", "b");

    StepExecutionDetail classify = views.step(tenant, run, "triage[0].classify", 0);
    StepExecutionDetail file = views.step(tenant, run, "triage[1].file", 0);
    StepExecutionDetail triage = views.step(tenant, run, "triage", 0);

    assertThat(classify.instance().phase()).isEqualTo(StepPhase.SUCCEEDED);
    assertThat(classify.instance().decision()).isNotNull();
    assertThat(classify.instance().startedAt())
        .isBeforeOrEqualTo(Objects.requireNonNull(classify.instance().finishedAt()));
    assertThat(classify.input())
        .hasToString("{\"text\":\"debt\",\"classes\":{\"a\":\"x\",\"b\":\"y\"}}");
    assertThat(classify.output())
        .hasToString("{\"label\":\"debt_collection\",\"model\":\"m\",\"scores\":{}}");
    assertThat(file.output()).isEqualTo(Json.of("b"));
    assertThat(triage.output()).hasToString("[\"debt!\",\"b\"]");
    assertThat(triage.input()).hasToString("[\"debt\",\"b\"]");
  }

  @Test
  void aFailedStepShowsItsFailure() {
    failingOn("bad");
    UUID run = triaged("bad");

    StepExecutionDetail classify = views.step(tenant, run, "triage[0].classify", 0);

    assertThat(classify.instance().phase()).isEqualTo(StepPhase.FAILED);
    assertThat(Objects.requireNonNull(classify.instance().failure()).message())
        .isEqualTo("cannot read it");
    assertThat(classify.output()).isNull();
  }

  @Test
  void stepsArePagedAndFiltered() {
    UUID run = triaged(IntStream.range(0, 7).mapToObj(i -> "t" + i).toArray(String[]::new));
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      Listed<StepExecution> page =
          views.steps(tenant, run, new StepQuery(1, StepPhase.SUCCEEDED, null, cursor, 3));
      page.items().forEach(step -> keys.add(step.key()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(keys)
        .containsExactlyInAnyOrder(
            "triage[0].mask",
            "triage[1].mask",
            "triage[2].mask",
            "triage[3].mask",
            "triage[4].mask",
            "triage[5].mask",
            "triage[6].mask");
    assertThat(views.steps(tenant, run, new StepQuery(null, null, 2, null, 50)).items())
        .extracting(StepExecution::key)
        .containsExactly(
            "triage[2].mask", "triage[2].classify", "triage[2].file", "triage[2].normal");
  }

  @Test
  void stepsUnderWayArePagedBeforeThoseThatHaveEnded() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: first, transform: 1}
              - {id: many, each: [1, 2, 3, 4, 5], as: x, steps: [{id: pause, wait: 1h}]}
            """,
            Json.EMPTY);
    TestEngine.until(() -> pages(run, StepPhase.WAITING, 10).size() == 5);
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());

    assertThat(pages(run, StepPhase.WAITING, 2))
        .containsExactly(
            "many[0].pause", "many[1].pause", "many[2].pause", "many[3].pause", "many[4].pause");
    for (int limit = 1; limit < 10; limit++) {
      assertThat(pages(run, null, limit)).startsWith("many").endsWith("first").hasSize(7);
    }
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> views.steps(tenant, run, new StepQuery(null, null, null, "u.x", 10)))
        .withMessageContaining("'u.x' is no cursor of this list");
    engine.engine.cancel(tenant, run, "ann");
    engine.over(tenant, run);
  }

  private List<String> pages(UUID run, @Nullable StepPhase phase, int limit) {
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      Listed<StepExecution> page =
          views.steps(tenant, run, new StepQuery(null, phase, null, cursor, limit));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(step -> keys.add(step.key()));
      cursor = page.next();
    } while (cursor != null);
    return keys;
  }

  @Test
  void runsAreListedNewestFirstPageByPage() {
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.addFirst(triaged("x" + i));
    }
    for (RunQuery.Sort sort : RunQuery.Sort.values()) {
      assertThat(all(sort)).containsExactlyInAnyOrderElementsOf(made);
    }

    assertThat(all(RunQuery.Sort.NEWEST)).containsExactlyElementsOf(made);
    assertThat(all(RunQuery.Sort.OLDEST)).containsExactlyElementsOf(made.reversed());
  }

  private List<UUID> all(RunQuery.Sort sort) {
    List<UUID> all = new ArrayList<>();
    String cursor = null;
    do {
      Listed<RunOverview> page =
          views.list(tenant, new RunQuery(null, "test", Map.of(), null, null, sort, cursor, 2));
      page.items().forEach(run -> all.add(run.id()));
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  @Test
  void runsAreFilteredByPhaseAndTime() {
    UUID done = triaged("a");
    UUID waiting = engine.run(tenant, "steps: [{id: a, wait: 2d}]", Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, waiting).head().phase() == RunPhase.WAITING);
    Instant created = engine.stored(tenant, waiting).birth().created();

    assertThat(
            listed(
                new RunQuery(
                    RunPhase.SUCCEEDED, null, Map.of(), null, null, RunQuery.Sort.NEWEST, null, 9)))
        .containsExactly(done);
    assertThat(
            listed(
                new RunQuery(null, null, Map.of(), created, null, RunQuery.Sort.NEWEST, null, 9)))
        .containsExactly(waiting);
    assertThat(
            listed(
                new RunQuery(null, null, Map.of(), null, created, RunQuery.Sort.NEWEST, null, 9)))
        .containsExactly(done);
  }

  private List<UUID> listed(RunQuery query) {
    return views.list(tenant, query).items().stream().map(RunOverview::id).toList();
  }

  @Test
  void runsAreCountedByPhaseAndTime() {
    Instant since = Instant.now().minusSeconds(60);
    triaged("a");
    triaged("b");
    RunCounts counts = views.counts(tenant, null, since, Instant.now().plusSeconds(60), 4);

    assertThat(counts.total()).isEqualTo(2);
    assertThat(counts.byPhase()).isEqualTo(Map.of(RunPhase.SUCCEEDED, 2L));
    assertThat(counts.bins()).hasSize(4);
    assertThat(counts.bins().stream().mapToLong(RunCounts.Bin::total).sum()).isEqualTo(2);
  }

  @Test
  void theRunsOfAWorkflowAreToldWithTheirMedianTheNewestFirst() {
    Instant since = Instant.now().minusSeconds(60);
    UUID first = triaged("a");
    UUID second = triaged("b");

    WorkflowRuns runs = views.byWorkflow(tenant, since, 1).values().iterator().next();

    assertThat(runs.total()).isEqualTo(2);
    assertThat(runs.succeeded()).isEqualTo(2);
    assertThat(runs.failed()).isZero();
    assertThat(runs.p50()).isPositive();
    assertThat(runs.newest()).containsExactly(new WorkflowRuns.Point(second, RunPhase.SUCCEEDED));
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void theLastRunOfEachWorkflowIsToldWheneverItWas() {
    triaged("a");
    UUID last = triaged("b");
    engine.apply(tenant, "other", "steps: [{id: a, transform: x}]");
    UUID other = engine.submit(tenant, "other", Json.EMPTY);
    engine.over(tenant, other);
    Set<String> workflows = Set.of("test", "other", "none-has-run");
    Instant since = Instant.now().minusSeconds(60);

    for (Map<String, WorkflowRuns> lately :
        List.of(views.byWorkflow(tenant, since, 1), Map.<String, WorkflowRuns>of())) {
      assertThat(views.last(tenant, workflows, lately))
          .extracting(RunOverview::id)
          .containsExactlyInAnyOrder(last, other);
    }
    assertThat(views.last(db.newTenant(), workflows, Map.of())).isEmpty();
  }

  @Test
  void aTimelineCountsItemsAndTellsLatencies() {
    UUID run = triaged("a", "b", "c", "d");

    Timeline timeline = views.timeline(tenant, run, 8);

    assertThat(timeline.items().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4);
    assertThat(timeline.items()).hasSizeBetween(1, 8);
    assertThat(String.valueOf(timeline.binWidth().toNanos())).matches("[125]0+");
    assertThat(timeline.latency().stream().filter(Objects::nonNull)).isNotEmpty();
    assertThat(timeline.lanes())
        .extracting(lane -> lane.id() + " " + lane.done() + "/" + lane.total())
        .containsExactly("triage 4/4", "summary 1/1");
  }

  @Test
  void completionsTellWhenStepsWereFinished() {
    UUID run = triaged("a");

    Map<String, Instant> completions =
        Objects.requireNonNull(views.completions(tenant, List.of(run)).get(run));

    assertThat(completions).containsKeys("triage[0].mask", "triage[0].classify", "summary");
    assertThat(invoker.begun)
        .allSatisfy(
            begun -> assertThat(begun.at()).isBeforeOrEqualTo(completions.get(begun.step())));
  }

  private RunWatch watched() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    UUID run = engine.run(tenant, TRIAGE, texts("a"));
    gate.awaitSomeone();
    RunWatch watch = views.watch(tenant, run, views.detail(tenant, run).seq());
    gate.open();
    return watch;
  }

  @Test
  void aWatcherIsToldUntilTheRunIsOver() throws InterruptedException {
    RunWatch watch = watched();
    for (int looks = 0; looks < 20 && !watch.over(); looks++) {
      var _ = watch.next(Duration.ofSeconds(5));
    }

    assertThat(watch.over()).isTrue();
  }

  @Test
  void aWatcherIsToldOfAStepThatEnds() throws InterruptedException {
    UUID run =
        engine.run(
            tenant,
            "steps: [{id: go, await: {signal: go}}, {id: next, await: {signal: next}}]",
            Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    RunWatch watch = views.watch(tenant, run, views.detail(tenant, run).seq());
    engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());

    assertThat(watch.next(Duration.ofSeconds(20))).isNotNull();
    assertThat(watch.over()).isFalse();
  }

  @Tag("journal")
  @Test
  void aWatcherSeesEachStepOfARunToItsEnd() throws InterruptedException {
    RunWatch watch = watched();
    List<String> seen = new ArrayList<>();
    for (int looks = 0; looks < 20 && !watch.over(); looks++) {
      if (watch.next(Duration.ofSeconds(5)) instanceof RunUpdate.Progress told) {
        told.changes().forEach(change -> seen.add(change.step() + " " + change.what()));
      }
    }

    assertThat(seen)
        .containsSubsequence(
            "triage[0].mask succeeded",
            "triage[0].classify succeeded",
            "triage[0].file chosen",
            "summary succeeded",
            " succeeded");
  }

  @Test
  void whoWatchesARunThatIsOverIsToldToLookAtIt() throws InterruptedException {
    RunWatch watch = views.watch(tenant, triaged("a"), -1);

    assertThat(watch.next(Duration.ofSeconds(1))).isInstanceOf(RunUpdate.Full.class);
    assertThat(watch.over()).isTrue();
  }

  @Test
  void aRunOutOfMemoryIsReplayed() {
    UUID run =
        engine.run(
            tenant,
            "steps: [{id: a, call: text.pii.mask, with: {text: x}}, {id: b, wait: 2d}]",
            Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());

    RunDetail detail = views.detail(tenant, run);

    assertThat(detail.nodes())
        .extracting(NodeTally::phase)
        .containsExactly(StepPhase.SUCCEEDED, StepPhase.WAITING);
    assertThat(detail.summary().progress()).isEqualTo(new DoneOfTotal(1, 2));
  }

  @Test
  void whoAttachesGetsEqualWorkUnderWay() {
    engine.apply(tenant, "wf", "{input: {a: {type: string}}, steps: [{id: x, wait: 2d}]}");
    Json.Obj input = Json.EMPTY.with("a", Json.of("1"));
    UUID run = engine.submit(tenant, "wf", input);

    assertThat(attached(input)).isEqualTo(new AttachedRun(run, true));
    assertThat(attached(Json.EMPTY.with("a", Json.of("2"))).resumed()).isFalse();
    engine.engine.cancel(tenant, run, "ann");
    engine.over(tenant, run);
    AttachedRun fresh = attached(input);
    assertThat(fresh.resumed()).isFalse();
    TestEngine.until(() -> engine.stored(tenant, fresh.id()).head().phase() == RunPhase.WAITING);
  }

  private AttachedRun attached(Json.Obj input) {
    RunRequest request = new RunRequest(tenant, TestEngine.ANN, "rest", "wf", input, Map.of());
    return engine.engine.attach(request, Optional.empty());
  }

  @Test
  void nobodySeesTheRunsOfAnotherTenant() {
    UUID run = triaged("a");
    TenantScope other = db.newTenant();

    assertThat(views.list(other, RunQuery.newest(10)).items()).isEmpty();
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> views.detail(other, run))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> views.watch(other, run, -1));
  }

  @Test
  void whatIsNoStepOfTheWorkflowIsNotFound() {
    UUID run = triaged("a");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> views.step(tenant, run, "triage[0].nothing", 0))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
  }
}
