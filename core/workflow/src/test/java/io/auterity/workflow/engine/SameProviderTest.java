package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.provider.Providers;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.StepPhase;
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
      "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 3, backoff: 900ms}}]";

  private static final String BESIDE =
      """
      steps:
        - {id: bad, call: text.pii.mask, with: {text: bad}}
        - {id: a, call: text.pii.mask, with: {text: x}, retry: {max: 3, backoff: 900ms}, after: []}
      """;

  private static final Failure NO_ANSWER =
      Failure.of(FailureCode.TIMEOUT, "no answer").withApplied(Applied.UNKNOWN).withRetryable(true);

  private static final Failure BUSY =
      Failure.of(FailureCode.RATE_LIMITED, "later").withRetryable(true);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final HeldTimers timers = new HeldTimers();
  private volatile CallIdempotency callIdempotency = new CallIdempotency.At("tracker/jira/1");
  private TestEngine engine = start();

  private TestEngine start() {
    return TestEngine.start(
        db,
        invoker,
        (scope, capability) -> callIdempotency,
        timers,
        new EngineSettings(1, 100, 100));
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
          throw new CallFailedException(NO_ANSWER);
        });
    UUID run = engine.run(tenant, WRITE, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    invoker.answerBy(FakeInvoker::echo);
    return run;
  }

  /** The second try certainly has no effect; the provider is replaced during it. */
  private UUID failedWithoutEffect(Failure second) {
    invoker.answerBy(
        call -> {
          if (invoker.calls.size() == 1) {
            throw new CallFailedException(NO_ANSWER);
          }
          callIdempotency = new CallIdempotency.At("tracker/jira/2");
          invoker.answerBy(FakeInvoker::echo);
          throw new CallFailedException(second);
        });
    UUID run = engine.run(tenant, WRITE, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    passUntil(
        () ->
            step(run).waitingFor() == WaitingFor.ANSWER
                || engine.stored(tenant, run).head().phase().over());
    return run;
  }

  private void assertAsked(UUID run, int calls) {
    assertThat(step(run).waitingFor()).isEqualTo(WaitingFor.ANSWER);
    assertThat(Objects.requireNonNull(step(run).failure()).code()).isEqualTo(FailureCode.IN_DOUBT);
    assertThat(invoker.calls).hasSize(calls);
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
    passUntil(() -> engine.stored(tenant, run).head().phase().over());

    assertMadeAgain(run);
  }

  @Test
  void afterACrashItWasReplaced() {
    UUID run = crashedDuringTheCall();
    callIdempotency = new CallIdempotency.At("tracker/jira/2");
    engine = start();
    passUntil(() -> step(run).waitingFor() == WaitingFor.ANSWER);

    assertAsked(run, 1);
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
    callIdempotency = new CallIdempotency.At("tracker/jira/2");
    passUntil(() -> step(run).waitingFor() == WaitingFor.ANSWER);

    assertAsked(run, 1);
  }

  @Test
  void wasReplacedBetweenTheNoteAndTheCallWhichGoesToTheNewOne() {
    invoker.refuse();
    invoker.answerBy(this::replacedMeanwhile);
    UUID run = engine.run(tenant, WRITE, Json.EMPTY);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls)
        .extracting(Invocation::only)
        .containsExactly("tracker/jira/1", "tracker/jira/2");
  }

  @Test
  void wasReplacedBetweenTheNoteAndALaterTry() {
    invoker.answerBy(
        call -> {
          invoker.refuse();
          invoker.answerBy(this::replacedMeanwhile);
          throw new CallFailedException(NO_ANSWER);
        });
    UUID run = engine.run(tenant, WRITE, Json.EMPTY);
    passUntil(() -> step(run).waitingFor() == WaitingFor.ANSWER);

    assertAsked(run, 2);
  }

  private Record replacedMeanwhile(Invocation call) {
    callIdempotency = new CallIdempotency.At("tracker/jira/2");
    invoker.answerBy(FakeInvoker::echo);
    throw Providers.another("tracker");
  }

  @Test
  void afterATryWithoutEffectItWasReplaced() {
    assertAsked(failedWithoutEffect(BUSY), 2);
  }

  @Test
  void atTheLastTryItWasReplaced() {
    assertAsked(failedWithoutEffect(Failure.of(FailureCode.INVALID, "no title")), 2);
  }

  @Test
  void whatIsGivenUpAtALaterTryKeepsTheDoubtOfTheFirst() {
    Gate failing = new Gate();
    Gate trying = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("bad")) {
            failing.pass();
            throw new CallFailedException(FailureCode.INVALID, "bad");
          }
          if (invoker.calls.size() < 3) {
            throw new CallFailedException(NO_ANSWER);
          }
          trying.pass();
          throw new CallFailedException(BUSY);
        });
    UUID run = engine.run(tenant, BESIDE, Json.EMPTY);
    passUntil(() -> invoker.calls.size() == 3);
    trying.awaitSomeone();
    failing.open();
    TestEngine.until(
        () -> engine.views().step(tenant, run, "bad", 0).instance().phase() == StepPhase.FAILED);
    trying.open();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(step(run).phase()).isEqualTo(StepPhase.SKIPPED);
    assertThat(Objects.requireNonNull(step(run).failure()).applied()).isEqualTo(Applied.UNKNOWN);
  }

  private void passUntil(BooleanSupplier condition) {
    TestEngine.until(
        () -> {
          timers.pass(Duration.ofHours(2));
          return condition.getAsBoolean();
        });
  }
}
