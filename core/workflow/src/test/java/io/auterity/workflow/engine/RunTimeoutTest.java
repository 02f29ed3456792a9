package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.text.MaskedText;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.step.Compiled;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run fails when it has taken as long as it may, whatever it waits for. */
@Tag("carrier")
@Tag("postgresql")
class RunTimeoutTest {

  private static final String WAITING =
      """
      timeout: %s
      steps: [{id: paid, await: {signal: paid}}]
      finally: [{id: last, call: text.pii.mask, with: {text: last}}]
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private static void assertTimedOut(StoredRun run) {
    assertThat(run.head().phase()).isEqualTo(RunPhase.FAILED);
    Json failure = Objects.requireNonNull(run.head().failure()).json();
    assertThat(((Json.Obj) failure).text("code")).isEqualTo(FailureCode.TIMEOUT.wire());
  }

  @Test
  void oneThatWaitsForASignalFailsInTimeAndRunsWhatComesLast() {
    UUID run = engine.run(tenant, WAITING.formatted("2s"), Json.EMPTY);

    assertTimedOut(engine.over(tenant, run));
    assertThat(invoker.times("/last/0")).isEqualTo(1);
  }

  @Tag("restart")
  @Test
  void oneWhoseTimeCameWhileNoServerWasThereFailsWhenOneIs() {
    UUID run = engine.run(tenant, WAITING.formatted("1200ms"), Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    engine.crash();
    TestEngine.until(
        () ->
            TestEngine.TIME
                .now()
                .isAfter(engine.stored(tenant, run).birth().created().plusMillis(1_300)));

    engine = TestEngine.start(db, invoker);

    assertTimedOut(engine.over(tenant, run));
    assertThat(invoker.times("/last/0")).isEqualTo(1);
  }

  @Test
  void aCallUnderWayIsToldToEnd() {
    CountDownLatch never = new CountDownLatch(1);
    invoker.answerBy(
        call -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new CallFailedException(FailureCode.CANCELLED, "interrupted");
          }
          return new MaskedText("", List.of());
        });
    UUID run =
        engine.run(
            tenant,
            "timeout: 1s\nsteps: [{id: a, call: text.pii.mask, with: {text: x}}]",
            Json.EMPTY);
    // A machine that is busy for so long times the run out before the call.
    TestEngine.until(
        () -> invoker.cancels.get() > 0 || engine.stored(tenant, run).head().phase().over());
    never.countDown();

    assertTimedOut(engine.over(tenant, run));
    assertThat(invoker.cancels.get() > 0).isEqualTo(!invoker.calls.isEmpty());
  }

  @Test
  void oneThatEndsInTimeIsLeftAlone() {
    UUID run = engine.run(tenant, "timeout: 1h\nsteps: [{id: a, transform: done}]", Json.EMPTY);

    StoredJson output = Objects.requireNonNull(engine.over(tenant, run).head().output());
    assertThat(output.json()).isEqualTo(Json.of("done"));
  }

  @Test
  void whatWouldComeAfterItIsToldAtApply() {
    assertThat(
            Compiled.problems(
                "timeout: 1h\n"
                    + "steps: [{id: a, await: {signal: s}, timeout: 3d, onTimeout: 'null'}]"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("steps[0].timeout"))
        .satisfies(problem -> assertThat(problem.rule()).contains("a run ends after 1h"));
  }

  @Test
  void whatIsNoDurationIsToldAtApply() {
    assertThat(Compiled.problems("timeout: soon\nsteps: [{id: a, transform: x}]"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("timeout"));
  }
}
