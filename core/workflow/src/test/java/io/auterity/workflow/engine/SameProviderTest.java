package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.WaitingFor;
import io.auterity.workflow.view.StepExecution;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A write that may have happened is made again at the provider that knows its key, or not. */
@Tag("postgresql")
class SameProviderTest {

  private static final String WRITE =
      "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 3, backoff: 1h}}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final HeldTimers timers = new HeldTimers();
  private volatile Repetition repetition = new Repetition.At("tracker/jira/1");
  private TestEngine engine = start();

  private TestEngine start() {
    return TestEngine.start(
        db, invoker, (scope, capability) -> repetition, timers, new EngineSettings(1, 100, 100));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private UUID crashedDuringTheCall() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    UUID run = engine.run(tenant, WRITE, Json.EMPTY);
    gate.awaitSomeone();
    engine.crash();
    gate.open();
    engine.close();
    invoker.answerBy(FakeInvoker::echo);
    return run;
  }

  private UUID waitingForItsNextTry() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(
              Failure.of(FailureCode.TIMEOUT, "no answer")
                  .withApplied(Applied.UNKNOWN)
                  .withRetryable(true));
        });
    UUID run = engine.run(tenant, WRITE, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    invoker.answerBy(FakeInvoker::echo);
    return run;
  }

  private void assertAsked(UUID run) {
    TestEngine.until(() -> step(run).waitingFor() == WaitingFor.ANSWER);
    assertThat(Objects.requireNonNull(step(run).failure()).code()).isEqualTo(FailureCode.IN_DOUBT);
    assertThat(invoker.calls).hasSize(1);
  }

  private StepExecution step(UUID run) {
    return engine.views().step(tenant, run, "a", 0).instance();
  }

  private void assertMadeAgain(UUID run) {
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.byKey).hasSize(1);
    assertThat(invoker.calls).hasSize(2);
  }

  @Test
  void afterACrash() {
    UUID run = crashedDuringTheCall();
    engine = start();

    assertMadeAgain(run);
  }

  @Test
  void afterACrashItWasReplaced() {
    UUID run = crashedDuringTheCall();
    repetition = new Repetition.At("tracker/jira/2");
    engine = start();

    assertAsked(run);
  }

  @Test
  void atTheNextTry() {
    UUID run = waitingForItsNextTry();
    passUntil(() -> engine.stored(tenant, run).head().phase().over());

    assertMadeAgain(run);
  }

  @Test
  void beforeTheNextTryItWasReplaced() {
    UUID run = waitingForItsNextTry();
    repetition = new Repetition.At("tracker/jira/2");
    passUntil(() -> step(run).waitingFor() == WaitingFor.ANSWER);

    assertAsked(run);
  }

  private void passUntil(BooleanSupplier condition) {
    TestEngine.until(
        () -> {
          timers.pass(Duration.ofHours(2));
          return condition.getAsBoolean();
        });
  }
}
