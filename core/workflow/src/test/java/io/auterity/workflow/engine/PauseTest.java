package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.PauseRecord;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A paused run starts nothing until it resumes. */
@Tag("carrier")
@Tag("postgresql")
class PauseTest {

  private static final String CHAIN =
      """
      steps:
        - {id: a, call: text.pii.mask, with: {text: a}}
        - {id: b, call: text.pii.mask, with: {text: "${a.text}"}}
      """;

  private static final String SIGNALLED =
      """
      steps:
        - {id: go, await: {signal: go}}
        - {id: b, after: [go], call: text.pii.mask, with: {text: b}}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private void pause(UUID run) {
    engine.engine.pause(tenant, run, "ann", UUID.randomUUID());
  }

  private void resume(UUID run) {
    engine.engine.resume(tenant, run, "bob", UUID.randomUUID());
  }

  private RunHead head(UUID run) {
    return engine.stored(tenant, run).head();
  }

  /** Nothing of it is under way; the journal has left it then. */
  private void untilAtRest(UUID run) {
    boolean carried = engine.stored(tenant, run).birth().carrier() != null;
    TestEngine.until(
        () -> {
          RunHead head = head(run);
          return carried
              ? head.paused() != null && head.phase() == RunPhase.WAITING
              : RunHead.NEVER.equals(head.due()) && engine.engine.live().progress(run).isEmpty();
        });
  }

  private void assertSucceeds(UUID run) {
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(head(run).paused()).isNull();
  }

  @Test
  void aCallUnderWayEndsAndTheNextStartsAtResume() {
    CountDownLatch answered = new CountDownLatch(1);
    invoker.answerBy(
        call -> {
          awaitQuietly(answered);
          return FakeInvoker.echo(call);
        });
    UUID run = engine.run(tenant, CHAIN, Json.EMPTY);
    TestEngine.until(() -> invoker.times("/a/0") == 1);
    pause(run);
    assertThat(Objects.requireNonNull(head(run).paused()).by()).isEqualTo("ann");
    answered.countDown();

    untilAtRest(run);
    assertThat(head(run).phase()).isEqualTo(RunPhase.WAITING);
    assertThat(invoker.times("/b/0")).isZero();

    resume(run);
    assertSucceeds(run);
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/b/0")).isEqualTo(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CallFailedException(FailureCode.CANCELLED, "interrupted");
    }
  }

  @Tag("restart")
  @Test
  void whatIsToldMeanwhileIsTakenAndWhatFollowsWaits() {
    UUID run = engine.run(tenant, SIGNALLED, Json.EMPTY);
    TestEngine.until(() -> head(run).phase() == RunPhase.WAITING);
    pause(run);
    engine.engine.signal(tenant, run, "go", Json.of("on"), "ann", UUID.randomUUID());
    TestEngine.until(() -> StoredJournal.of(db.database(), run).recorded().size() >= 4);
    untilAtRest(run);
    assertThat(invoker.times("/b/0")).isZero();

    engine.crash();
    engine = TestEngine.start(db, invoker);
    assertThat(Objects.requireNonNull(head(run).paused()).by()).isEqualTo("ann");
    assertThat(invoker.times("/b/0")).isZero();

    resume(run);
    assertSucceeds(run);
    assertThat(invoker.times("/b/0")).isEqualTo(1);
  }

  @Test
  void pausingTwiceAndResumingTwiceIsNoError() {
    UUID run = engine.run(tenant, SIGNALLED, Json.EMPTY);
    resume(run);
    pause(run);
    PauseRecord first = head(run).paused();
    pause(run);
    assertThat(head(run).paused()).isEqualTo(first);
    resume(run);
    resume(run);
    assertThat(head(run).paused()).isNull();
    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void oneThatIsOverOrUnknownIsRefused() {
    UUID run = engine.run(tenant, "steps: [{id: t, transform: done}]", Json.EMPTY);
    assertSucceeds(run);

    assertRefused(FailureCode.CONFLICT, () -> pause(run));
    assertRefused(FailureCode.CONFLICT, () -> resume(run));
    assertRefused(FailureCode.NOT_FOUND, () -> pause(UUID.randomUUID()));
  }

  private static void assertRefused(FailureCode code, Runnable asked) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(asked::run)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code));
  }

  @Test
  void aPausedRunIsCancelledAndWhatWasDoneIsUndone() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - id: t
                try:
                  - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: u, call: text.pii.mask, with: {text: u}}]}
                  - {id: go, after: [a], await: {signal: go}}
                  - {id: b, after: [go], call: text.pii.mask, with: {text: b}}
            """,
            Json.EMPTY);
    TestEngine.until(() -> head(run).phase() == RunPhase.WAITING);
    pause(run);
    engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());
    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(invoker.times("/t.u/0") + invoker.times("/u/0")).isEqualTo(1);
    assertThat(invoker.calls).hasSize(2);
    assertThat(head(run).paused()).isNull();
  }

  @Test
  void theTimeLimitOfARunCountsOn() {
    UUID run = engine.run(tenant, "timeout: 1s\n" + SIGNALLED, Json.EMPTY);
    pause(run);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
  }

  @Tag("journal")
  @Test
  void oneThatWaitsForRoomStartsNothingWhenItsTurnComes() {
    engine.close();
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    engine = TestEngine.start(db, invoker, EngineTimers.system(), ready);
    UUID run = engine.run(tenant, CHAIN, Json.EMPTY);
    assertThat(head(run).phase()).isEqualTo(RunPhase.QUEUED);
    pause(run);
    untilAtRest(run);
    ready.complete(true);
    assertThat(invoker.calls).isEmpty();

    engine.crash();
    engine = TestEngine.start(db, invoker);
    resume(run);
    assertSucceeds(run);
    assertThat(invoker.calls).hasSize(2);
  }

  // As Kestra's #18507 has it, where a timer left over resumed what had been resumed.
  @Test
  void aTimeThatFellDueActsAtResumeAndOnce() {
    engine.close();
    HeldTimers timers = HeldTimers.exceptWithoutDelay();
    engine =
        TestEngine.start(
            db,
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            timers,
            new EngineSettings(2, 1_000, 1_000));
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - id: rounds
                loop: 3
                as: at
                from: {n: 0}
                every: 2s
                steps: [{id: r, call: text.pii.mask, with: {text: "${string(at.n)}"}}]
                until: ${at.n >= 2}
                next: {n: "${at.n + 1}"}
            """,
            Json.EMPTY);
    TestEngine.until(() -> head(run).phase() == RunPhase.WAITING);
    pause(run);
    timers.pass(Duration.ofSeconds(5));
    TestEngine.until(() -> head(run).due() != null || head(run).paused() != null);
    assertThat(invoker.calls).hasSize(1);

    resume(run);
    passUntilCalled(timers, 2);
    TestEngine.until(() -> head(run).phase() == RunPhase.WAITING);
    pause(run);
    resume(run);
    passUntilCalled(timers, 3);
    assertSucceeds(run);
    assertThat(invoker.calls).hasSize(3);
  }

  // A time that passes before the run has set its timer again does nothing.
  private void passUntilCalled(HeldTimers timers, int times) {
    TestEngine.until(
        () -> {
          if (invoker.calls.size() < times) {
            timers.pass(Duration.ofSeconds(2));
          }
          return invoker.calls.size() == times;
        });
  }

  @Tag("restart")
  @Test
  void itemsAtAPaceGoOnWhereTheyWere() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: many, each: "${[1, 2, 3]}", as: n, pace: 300ms, steps: [{id: one, call: text.pii.mask, with: {text: "${string(n)}"}}]}
            """,
            Json.EMPTY);
    TestEngine.until(() -> !invoker.calls.isEmpty());
    pause(run);
    untilAtRest(run);
    int before = invoker.calls.size();
    engine.crash();
    engine = TestEngine.start(db, invoker);
    resume(run);

    assertSucceeds(run);
    assertThat(before).isLessThan(3);
    assertThat(invoker.calls).hasSize(3);
  }

  @Test
  void anotherServerPausesAndResumes() {
    try (TestEngine beside = TestEngine.beside(db, invoker)) {
      UUID run = engine.run(tenant, SIGNALLED, Json.EMPTY);
      beside.engine.pause(tenant, run, "ann", UUID.randomUUID());
      engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());
      untilAtRest(run);
      beside.engine.resume(tenant, run, "ann", UUID.randomUUID());

      assertSucceeds(run);
    }
  }
}
