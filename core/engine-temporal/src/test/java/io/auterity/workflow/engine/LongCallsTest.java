package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.temporal.TemporalTestCarrier;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that takes longer than a turn waits for it. */
@Tag("carrier")
class LongCallsTest {

  private static final String BESIDE =
      """
      steps:
        - {id: slow, call: text.pii.mask, with: {text: slow}}
        - {id: told, after: [], await: {signal: go}}
        - {id: quick, after: [told], call: text.pii.mask, with: {text: quick}}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final CountDownLatch release = new CountDownLatch(1);
  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final AtomicReference<CallIdempotency> idempotency =
      new AtomicReference<>(new CallIdempotency.Anywhere());
  private final TestEngine engine = start();

  private TestEngine start() {
    return TestEngine.start(
        db,
        invoker,
        (scope, capability) -> idempotency.get(),
        TemporalTestCarrier.start(Decider.VERSION, queue -> true));
  }

  @AfterEach
  void close() {
    release.countDown();
    engine.close();
  }

  private UUID runWithASlowCall() {
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).contains("slow")) {
            await();
          }
          return FakeInvoker.echo(call);
        });
    UUID run = engine.run(tenant, BESIDE, Json.EMPTY);
    TestEngine.until(() -> invoker.times("/slow/0") == 1);
    return run;
  }

  private void await() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theRunHeedsSignalsMeanwhileAndTheCallIsMadeOnce() {
    UUID run = runWithASlowCall();
    TestEngine.until(() -> TemporalTestCarrier.history(run).contains("run.AwaitCall"));

    engine.engine.signal(tenant, run, "go", Json.of(7), "ann", UUID.randomUUID());
    TestEngine.until(() -> invoker.times("/quick/0") == 1);
    release.countDown();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/slow/0")).isEqualTo(1);
  }

  // The test server hands tasks to workers that are gone.
  @Tag("restart")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGracefulStopLetsItEnd(boolean repeatable) {
    idempotency.set(repeatable ? new CallIdempotency.Anywhere() : new CallIdempotency.Nowhere());
    UUID run = runWithASlowCall();
    beat(); // with repeatable calls, until an activity waits for it

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(engine::close);
    beat();
    release.countDown();
    stopped.join();

    try (TestEngine next = start()) {
      next.engine.signal(tenant, run, "go", Json.of(7), "ann", UUID.randomUUID());
      assertThat(next.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
    assertThat(invoker.cancels).hasValue(0);
    assertThat(invoker.times("/slow/0")).isEqualTo(1);
  }

  // Longer than the cluster waits for a heartbeat of a call.
  private static void beat() {
    LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
  }

  @Test
  void itIsGivenUpWithTheRun() {
    UUID run = runWithASlowCall();
    TestEngine.until(() -> TemporalTestCarrier.history(run).contains("run.AwaitCall"));

    engine.engine.cancel(tenant, run, "ann", UUID.randomUUID());
    TestEngine.until(() -> invoker.cancels.get() >= 1);
    release.countDown();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void aStepIsFinishedNoEarlierThanItsCallAlsoLateInATurn() {
    AtomicReference<Instant> called = new AtomicReference<>(Instant.EPOCH);
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).contains("before")) {
            LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
          }
          called.set(TestEngine.TIME.now());
          return FakeInvoker.echo(call);
        });

    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: before, call: text.pii.mask, with: {text: before}}
              - {id: last, call: text.pii.mask, with: {text: last}}
            """,
            Json.EMPTY);
    engine.over(tenant, run);

    Map<UUID, Map<String, Instant>> finished = engine.views().completions(tenant, List.of(run));
    assertThat(finished.getOrDefault(run, Map.of()).get("last"))
        .isAfterOrEqualTo(called.get().truncatedTo(ChronoUnit.MICROS));
  }
}
