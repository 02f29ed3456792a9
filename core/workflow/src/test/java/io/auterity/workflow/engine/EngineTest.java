package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ci.BuildLogLine;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("carrier")
@Tag("postgresql")
class EngineTest {

  private static final String ONE_CALL = "steps: [{id: a, call: text.pii.mask, with: {text: x}}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private static Json json(StoredRun run) {
    return Objects.requireNonNull(run.head().output()).json();
  }

  @Test
  void aRunGoesThroughToItsOutput() {
    UUID run =
        engine.run(
            tenant,
            """
            input: {texts: {type: array, items: {type: string}}}
            steps:
              - id: many
                each: ${input.texts}
                as: t
                steps: [{id: mask, call: text.pii.mask, with: {text: "${t}"}}]
                output: ${mask.text}
              - {id: count, transform: "${size(many)}"}
            output: {count: "${count}", texts: "${many}"}
            """,
            Json.EMPTY.with("texts", new Json.Arr(List.of(Json.of("a"), Json.of("b")))));

    StoredRun over = engine.over(tenant, run);

    assertThat(over.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(json(over)).hasToString("{\"count\":2,\"texts\":[\"a\",\"b\"]}");
    assertThat(over.head().started()).isNotNull();
    assertThat(over.head().finished()).isNotNull();
  }

  @Tag("restart")
  @Test
  void aStepWhoseValueDoublesEachTimeFails() {
    StringBuilder steps = new StringBuilder("steps:\n  - {id: s0, transform: x}\n");
    for (int i = 1; i <= 60; i++) {
      steps.append(
          "  - {id: s%d, transform: {a: \"${s%d}\", b: \"${s%d}\"}}\n".formatted(i, i - 1, i - 1));
    }

    StoredRun over = engine.over(tenant, engine.run(tenant, steps.toString(), Json.EMPTY));

    assertThat(over.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(Objects.requireNonNull(over.head().failure()).json().toString())
        .contains("makes more than");
  }

  @Test
  void aStepWhoseTextDoublesEachTimeFails() {
    StringBuilder steps = new StringBuilder("steps:\n  - {id: s0, transform: xxxxxxxx}\n");
    for (int i = 1; i <= 60; i++) {
      steps.append("  - {id: s%d, transform: \"${s%d + s%d}\"}\n".formatted(i, i - 1, i - 1));
    }

    StoredRun over = engine.over(tenant, engine.run(tenant, steps.toString(), Json.EMPTY));

    assertThat(over.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(Objects.requireNonNull(over.head().failure()).json().toString())
        .containsAnyOf("makes more than 16777216 characters", "bytes, at most 16777216");
  }

  @Test
  void aStreamIsTheListOfItsEvents() {
    invoker.streaming(
        List.of(new BuildLogLine("3", "one", null), new BuildLogLine("7", "two", null)));

    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: log, call: ci.log.stream, with: {job: "1"}}
            output: {last: "${log[size(log) - 1].text}", count: "${size(log)}"}
            """,
            Json.EMPTY);

    assertThat(json(engine.over(tenant, run))).hasToString("{\"last\":\"two\",\"count\":2}");
  }

  @Test
  void aStreamThatIsMoreThanTheJournalKeepsFailsItsStep() {
    invoker.streaming(Collections.nCopies(20, new BuildLogLine("1", "x".repeat(1 << 20), null)));

    UUID run =
        engine.run(tenant, "steps: [{id: log, call: ci.log.stream, with: {job: '1'}}]", Json.EMPTY);

    StoredRun over = engine.over(tenant, run);
    assertThat(over.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(invoker.open).isEmpty();
  }

  @Test
  void aCallCarriesWhoAndWhyAndWhichStep() {
    engine.apply(
        tenant,
        "wf",
        """
        steps:
          - {id: a, call: text.pii.mask, route: triage, labels: {x: "${1 + 1}"}, with: {text: hi}, timeout: 3s}
        """);
    UUID run =
        engine.engine.submit(
            new RunRequest(
                tenant, TestEngine.ANN, "rest", "wf", Json.EMPTY, Map.of("speed", "20")));
    engine.over(tenant, run);

    Invocation call = invoker.calls.element();

    assertThat(call.scope()).isEqualTo(tenant);
    assertThat(call.principal()).isEqualTo(TestEngine.ANN);
    assertThat(call.labels()).isEqualTo(Map.of("route", "triage", "x", "2", "speed", "20"));
    assertThat(call.timeout()).hasSeconds(3);
    assertThat(call.door()).isEqualTo(Invocation.Door.WORKFLOW);
    assertThat(call.parent()).isEqualTo(new Invocation.Parent(run, "a", 0));
    assertThat(call.idempotencyKey()).isEqualTo(Invocation.RUN_ID.write(run) + "/a/0");
  }

  @Test
  void noCallBeginsBeforeWhatMadeItPossibleIsDurable() {
    int rows = 500; // As many as are written at once, so that the call comes with none of its own.
    String steps =
        IntStream.range(0, rows)
            .mapToObj("{id: t%1$d, transform: '${%1$d}'}, "::formatted)
            .collect(Collectors.joining());
    Queue<Long> written = new ConcurrentLinkedQueue<>();
    invoker.answerBy(
        call -> {
          written.add(written(Objects.requireNonNull(call.parent()).run()));
          return FakeInvoker.echo(call);
        });

    UUID run =
        engine.run(
            tenant,
            "steps: [%s{id: c, call: text.pii.mask, with: {text: '${string(t0)}'}}]"
                .formatted(steps),
            Json.EMPTY);
    engine.over(tenant, run);

    assertThat(written).containsExactly((long) rows);
  }

  private long written(UUID run) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select count(*) from run_event where run = :run")
                    .bind("run", run)
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void aFailedRunKeepsItsReason() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.FORBIDDEN, "not you");
        });
    UUID run =
        engine.run(tenant, "steps: [{id: a, call: text.pii.mask, with: {text: x}}]", Json.EMPTY);

    StoredRun over = engine.over(tenant, run);

    assertThat(over.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(Objects.requireNonNull(over.head().failure()).json().toString())
        .contains("\"code\":\"forbidden\"", "\"step\":\"a\"", "not you");
  }

  @Test
  void aFailureThatPassesIsTriedAgain() {
    AtomicInteger failures = new AtomicInteger(2);
    invoker.answerBy(
        call -> {
          if (failures.getAndDecrement() > 0) {
            throw new CallFailedException(FailureCode.UNAVAILABLE, "later");
          }
          return FakeInvoker.echo(call);
        });
    UUID run =
        engine.run(
            tenant,
            "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 3, backoff: 1ms}}]",
            Json.EMPTY);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/a/0")).isEqualTo(3);
  }

  @Test
  void aBoundOnItemsUnderWayHolds() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    invoker.answerBy(
        call -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          LockSupport.parkNanos(100_000);
          now.decrementAndGet();
          return FakeInvoker.echo(call);
        });
    List<Json> items = IntStream.range(0, 200).mapToObj(i -> Json.of("" + i)).toList();
    UUID run =
        engine.run(
            tenant,
            """
            input: {items: {type: array, items: {type: string}}}
            steps:
              - {id: many, each: "${input.items}", as: i, concurrency: 4, steps: [{id: a, call: text.pii.mask, with: {text: "${i}"}}], output: "${a.text}"}
            """,
            Json.EMPTY.with("items", new Json.Arr(items)));

    assertThat(json(engine.over(tenant, run))).isEqualTo(new Json.Arr(items));
    assertThat(most.get()).isBetween(1, 4);
  }

  @Test
  void inputThatDoesNotFitIsRefusedWithEveryProblem() {
    engine.apply(
        tenant,
        "wf",
        "{input: {a: {type: string}, b: {type: integer}}, steps: [{id: x, transform: 1}]}");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> engine.submit(tenant, "wf", Json.EMPTY.with("b", Json.of("x"))))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::path)
                    .containsExactlyInAnyOrder("input.a", "input.b"));
  }

  @Test
  void aTextOfTwelveMegabytesIsTooLarge() {
    engine.apply(tenant, "wf", "{input: {a: {type: string}}, steps: [{id: x, transform: 1}]}");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                engine.submit(tenant, "wf", Json.EMPTY.with("a", Json.of("x".repeat(12_000_000)))))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE))
        .withMessageContaining("input.a");
  }

  @Test
  void anUnknownWorkflowNamesTheNearest() {
    engine.apply(tenant, "triage", "steps: [{id: x, transform: 1}]");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> engine.submit(tenant, "triag", Json.EMPTY))
        .withMessageContaining("did you mean 'triage'?");
  }

  @Test
  void aWaitHoldsTheRunUntilItsTime() {
    UUID run =
        engine.run(tenant, "steps: [{id: a, wait: 30ms}, {id: b, transform: done}]", Json.EMPTY);

    assertThat(json(engine.over(tenant, run))).isEqualTo(Json.of("done"));
  }

  @Test
  void aRunThatWaitsLongLeavesMemoryAndCanBeCancelled() {
    UUID run = engine.run(tenant, "steps: [{id: a, wait: 2d}]", Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());

    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void cancellingTellsTheCallsUnderWay() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    UUID run =
        engine.run(
            tenant,
            "steps: [{id: a, call: text.pii.mask, with: {text: x}}, {id: b, call: text.pii.mask,"
                + " with: {text: y}}]",
            Json.EMPTY);
    gate.awaitSomeone();
    engine.engine.cancel(tenant, run, "ann");
    gate.open();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(invoker.times("/b/0")).isZero();
  }

  @Test
  void nobodyCancelsTheRunOfAnotherTenant() {
    UUID run = engine.run(tenant, "steps: [{id: a, wait: 2d}]", Json.EMPTY);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> engine.engine.cancel(db.newTenant(), run, "eve"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
  }

  @Tag("journal")
  @Test
  void runsBeyondTheBoundWaitForRoom() {
    engine.close();
    engine =
        TestEngine.start(
            db,
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            EngineTimers.system(),
            new EngineSettings(1, 2, 100));
    Gate gate = new Gate();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    invoker.answerBy(
        call -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          gate.pass();
          now.decrementAndGet();
          return FakeInvoker.echo(call);
        });
    engine.apply(tenant, "wf", "steps: [{id: a, call: text.pii.mask, with: {text: x}}]");
    List<UUID> runs =
        Stream.generate(() -> engine.submit(tenant, "wf", Json.EMPTY)).limit(6).toList();

    assertThat(engine.stored(tenant, runs.getLast()).head().phase()).isEqualTo(RunPhase.QUEUED);
    gate.open();

    for (UUID run : runs) {
      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  // Room is the journal's: Temporal begins runs at once.
  private Gate oneAtATime(int queued) {
    engine.close();
    engine =
        TestEngine.start(
            db,
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            EngineTimers.system(),
            new EngineSettings(1, 1, queued));
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    engine.apply(tenant, "wf", ONE_CALL);
    return gate;
  }

  @Tag("journal")
  @Test
  void aTenantWhoseRunsWaitKeepsNoOtherFromTheLine() {
    Gate gate = oneAtATime(4);
    TenantScope other = db.newTenant();
    engine.apply(other, "wf", ONE_CALL);
    for (int i = 0; i < 3; i++) {
      engine.submit(tenant, "wf", Json.EMPTY);
    }

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> engine.submit(tenant, "wf", Json.EMPTY))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.RATE_LIMITED));
    UUID run = engine.submit(other, "wf", Json.EMPTY);

    assertThat(engine.stored(other, run).head().phase()).isEqualTo(RunPhase.QUEUED);
    gate.open();
    assertThat(engine.over(other, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  // As Kestra's #11574 has it, whose queued executions were carried out once they were killed.
  @Tag("journal")
  @Test
  void aRunThatIsCancelledWhileItIsQueuedNeverBeginsAndLeavesItsPlace() {
    Gate gate = oneAtATime(4);
    UUID first = engine.submit(tenant, "wf", Json.EMPTY);
    gate.awaitSomeone();
    List<UUID> queued =
        Stream.generate(() -> engine.submit(tenant, "wf", Json.EMPTY)).limit(2).toList();

    queued.forEach(run -> engine.engine.cancel(tenant, run, "ann"));
    UUID next = engine.submit(tenant, "wf", Json.EMPTY);

    for (UUID run : queued) {
      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    }
    gate.open();
    assertThat(engine.over(tenant, first).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(engine.over(tenant, next).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls).hasSize(2);
  }

  @Test
  void aSecondServerOnTheSameDatabaseStandsBy() {
    try (TestEngine second = TestEngine.another(db, invoker)) {
      assertThat(second.engine.carriesRuns()).isFalse();
      assertThat(engine.engine.carriesRuns()).isTrue();
    }
  }

  @Test
  void aThousandItemsOfTransformsNeedNoDeepStack() {
    List<Json> items = IntStream.range(0, 20_000).mapToObj(i -> Json.of(i)).toList();
    UUID run =
        engine.run(
            tenant,
            """
            input: {items: {type: array, items: {type: integer}}}
            steps: [{id: many, each: "${input.items}", as: i, steps: [{id: a, transform: "${i}"}]}]
            """,
            Json.EMPTY.with("items", new Json.Arr(items)));

    assertThat(json(engine.over(tenant, run))).isEqualTo(new Json.Arr(items));
  }

  @Tag("restart")
  @Test
  void aCallThatTheServerCannotTakeForTheMomentDoesNotFailTheRun() {
    AtomicInteger refusals = new AtomicInteger();
    invoker.refuse();
    invoker.answerBy(
        call -> {
          if (refusals.incrementAndGet() <= 2) {
            throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
          }
          return FakeInvoker.echo(call);
        });

    UUID run =
        engine.run(tenant, "steps: [{id: a, call: text.pii.mask, with: {text: x}}]", Json.EMPTY);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }
}
