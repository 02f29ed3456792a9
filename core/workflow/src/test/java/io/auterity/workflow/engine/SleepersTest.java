package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that only wait, and others beside them. */
@Tag("postgresql")
class SleepersTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String QUICK = "{steps: [{id: t, transform: done}]}";

  private final TenantScope tenant = db.newTenant();
  private final TenantScope other = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();

  @AfterEach
  void forget() {
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private TestEngine engine(int active) {
    return TestEngine.start(
        db,
        invoker,
        (scope, capability) -> new CallIdempotency.Anywhere(),
        new HeldTimers(),
        new EngineSettings(2, active, 1_000));
  }

  private static void succeeds(TestEngine engine, TenantScope scope) {
    UUID quick = engine.run(scope, QUICK, Json.EMPTY);
    assertThat(engine.over(scope, quick).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{steps: [{id: w, wait: 50s}]}",
        "{steps: [{id: e, each: [1, 2], as: n, pace: 50s, steps: [{id: t, transform: a}]}]}"
      })
  void aRunThatOnlyWaitsHoldsNoRoom(String waiting) {
    try (TestEngine engine = engine(3)) {
      for (int run = 0; run < 10; run++) {
        engine.run(tenant, waiting, Json.EMPTY);
      }

      succeeds(engine, other);
      succeeds(engine, tenant);
    }
  }

  @Test
  void whatWaitsBeforeARepetitionHoldsNoRoom() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "down");
        });
    try (TestEngine engine = engine(3)) {
      for (int run = 0; run < 10; run++) {
        engine.run(
            tenant,
            "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 3, backoff: 40s}}]",
            Json.EMPTY);
      }

      succeeds(engine, other);
    }
  }

  // As Kestra's #19704 has it, whose executions were never killed while a task waited to be tried.
  @Test
  void aRunThatIsCancelledBeforeARepetitionEndsAtOnceAndRepeatsNothing() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "down");
        });
    try (TestEngine engine = engine(3)) {
      UUID run =
          engine.run(
              tenant,
              "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 3, backoff:"
                  + " 40m}}]",
              Json.EMPTY);
      TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
      int calls = invoker.calls.size();

      engine.engine.cancel(tenant, run, "ann");

      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(invoker.calls).hasSize(calls);
    }
  }

  // As n8n's #23807 has it, where a restart called executions crashed that had succeeded.
  @Test
  void aStartLeavesRunsAloneThatAreOver() {
    UUID done;
    StoredRun before;
    try (TestEngine first = engine(3)) {
      done =
          first.run(tenant, "steps: [{id: a, call: text.pii.mask, with: {text: x}}]", Json.EMPTY);
      before = first.over(tenant, done);
    }
    int calls = invoker.calls.size();

    try (TestEngine engine = engine(3)) {
      succeeds(engine, tenant);

      assertThat(engine.stored(tenant, done).head()).isEqualTo(before.head());
      assertThat(invoker.calls).hasSize(calls);
      assertThat(engine.engine.live().progress(done)).isEmpty();
    }
  }

  @Test
  void runsThatOnlyWaitedKeepNoNewOneWaitingAfterAStart() {
    try (TestEngine first = engine(1_000)) {
      for (int run = 0; run < 30; run++) {
        first.run(tenant, "{steps: [{id: w, wait: 40m}]}", Json.EMPTY);
      }
    }
    CompletableFuture<Boolean> ready = CompletableFuture.completedFuture(true);
    try (TestEngine engine = TestEngine.start(db, invoker, new HeldTimers(), ready)) {
      succeeds(engine, tenant);
    }
  }

  // Whoever reads one of the copies back finds that it goes by rules of a later server.
  private void copies(UUID run, int count, String due) {
    Tampering.with(
        db.logins().owner(),
        "run",
        """
        insert into run (id, tenant, born, workflow, version, definition_digest, input_digest,
          principal, principal_name, principal_type, door, labels, state, created, started, input,
          engine, descent, due)
        select gen_random_uuid(), tenant, born, workflow, version, definition_digest, input_digest,
          principal, principal_name, principal_type, door, labels, state, created, started, input,
          99, descent, %s
        from run, generate_series(1, %d) where id = '%s'
        """
            .formatted(due, count, run));
  }

  private @Nullable Instant due(TestEngine engine, UUID run) {
    return engine.stored(tenant, run).head().due();
  }

  private UUID sleeper(TestEngine engine, String wait) {
    UUID run = engine.run(tenant, "{steps: [{id: w, wait: %s}]}".formatted(wait), Json.EMPTY);
    TestEngine.until(
        () -> due(engine, run) != null && engine.engine.live().progress(run).isEmpty());
    return run;
  }

  @Test
  void aRunThatOnlyWaitsIsNotInMemoryAndItsRowTellsUntilWhen() {
    try (TestEngine engine = engine(3)) {
      UUID run = sleeper(engine, "50s");

      assertThat(Duration.between(TestEngine.TIME.now(), due(engine, run)))
          .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(50));
      assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.WAITING);

      engine.engine.cancel(tenant, run, "ann");

      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(due(engine, run)).isNull();
    }
  }

  @Test
  void whatWaitsForAPersonWaitsForNoTime() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(
              Failure.of(FailureCode.IN_DOUBT, "cut off").withApplied(Applied.UNKNOWN));
        });
    try (TestEngine engine = engine(3)) {
      UUID run =
          engine.run(tenant, "steps: [{id: a, call: text.pii.mask, with: {text: x}}]", Json.EMPTY);
      TestEngine.until(() -> RunHead.NEVER.equals(due(engine, run)));
      TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());
      engine.answer(tenant, run, "a", new DoubtAnswer.Fail());

      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    }
  }

  @Test
  void aStartLoadsNoneOf20000RunsThatOnlyWait() {
    try (TestEngine first = engine(1_000)) {
      copies(sleeper(first, "40m"), 20_000, "due");
    }

    try (TestEngine engine = engine(1_000)) {
      succeeds(engine, tenant);
      assertThat(engine.engine.stalled()).isZero();
    }
  }

  @Test
  void whatIsDueIsLoadedByAStart() {
    try (TestEngine first = engine(1_000)) {
      copies(sleeper(first, "40m"), 20, "created");
    }

    try (TestEngine engine = engine(1_000)) {
      TestEngine.until(() -> engine.engine.stalled() == 20);
      succeeds(engine, tenant);
    }
  }

  /** Most are read together; those of many events or messages alone, and some cannot be read. */
  @Test
  void eachOfManyRunsGoesOnThatAreTakenUpAtOneTime() {
    List<UUID> runs = new ArrayList<>();
    try (TestEngine first = engine(1_000)) {
      for (int run = 0; run < 40; run++) {
        runs.add(
            first.run(
                tenant,
                """
                steps:
                  - {id: e, each: "${range(%d)}", as: n, steps: [{id: t, transform: a}]}
                  - {id: go, await: {signal: go}}
                  - {id: end, call: text.pii.mask, with: {text: x}}
                """
                    .formatted(run % 20 == 0 ? 150 : 2),
                Json.EMPTY));
      }
      runs.forEach(run -> TestEngine.until(() -> due(first, run) != null));
      copies(runs.getFirst(), 5, "created");
    }
    try (TestEngine beside = TestEngine.beside(db, invoker)) {
      runs.forEach(run -> signal(beside, run));
      IntStream.range(0, 20).forEach(more -> signal(beside, runs.get(1)));
    }
    int calls = invoker.calls.size();

    try (TestEngine engine = engine(1_000)) {
      for (UUID run : runs) {
        assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
      }
      TestEngine.until(() -> engine.engine.stalled() == 5);
    }
    assertThat(invoker.calls).hasSize(calls + runs.size());
  }

  private void signal(TestEngine engine, UUID run) {
    engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());
  }

  @Test
  void whatAnOlderServerLeftWaitingIsLoadedOnceAndThenHasATime() {
    UUID run;
    try (TestEngine first = engine(1_000)) {
      run = sleeper(first, "40m");
      copies(run, 20, "null");
      Tampering.with(db.logins().owner(), "run", "update run set due = null");
    }

    try (TestEngine engine = engine(1_000)) {
      TestEngine.until(() -> engine.engine.stalled() == 20);
      TestEngine.until(
          () -> due(engine, run) != null && engine.engine.live().progress(run).isEmpty());
    }
  }

  @Test
  void whatSleptThroughACrashGoesOnWhenItIsDue() {
    UUID run;
    TestEngine first = TestEngine.start(db, invoker);
    run = sleeper(first, "4s");
    first.crash();

    try (TestEngine engine = TestEngine.start(db, invoker)) {
      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }

  @Test
  void whatIsKnownToBeDueSoonIsTakenUpThen() {
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      UUID run =
          engine.run(tenant, "{steps: [{id: a, wait: 3500ms}, {id: b, transform: 1}]}", Json.EMPTY);

      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }
}
