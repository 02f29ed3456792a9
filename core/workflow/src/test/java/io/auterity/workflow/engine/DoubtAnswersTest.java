package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.DoubtAnswer;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.live.WaitingFor;
import io.auterity.workflow.view.Listed;
import io.auterity.workflow.view.StepExecution;
import io.auterity.workflow.view.StepQuery;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people may say about a call in doubt. */
@Tag("carrier")
@Tag("postgresql")
class DoubtAnswersTest {

  private static final String ASKING =
      "steps: [{id: a, call: text.pii.mask, with: {text: x}}, {id: b, transform: '${a.text}'}]";

  private static final Json.Obj MASKED =
      Json.EMPTY.with("text", Json.of("it did")).with("findings", new Json.Arr(List.of()));

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private UUID inDoubt() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.IN_DOUBT, "who knows");
        });
    UUID run = engine.run(tenant, ASKING, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    return run;
  }

  @Test
  void whatHappenedGoesOnWithTheOutputThatThePersonKnows() {
    UUID run = inDoubt();

    engine.answer(tenant, run, "a", new DoubtAnswer.Succeeded(MASKED));

    assertThat(Objects.requireNonNull(engine.over(tenant, run).head().output()).json())
        .isEqualTo(Json.of("it did"));
  }

  @Test
  void whatShallNotHappenFailsTheRun() {
    UUID run = inDoubt();

    engine.answer(tenant, run, "a", new DoubtAnswer.Fail());

    StoredRun failed = engine.over(tenant, run);
    assertThat(failed.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(failure(failed).text("code")).isEqualTo("in_doubt");
  }

  @Test
  void whatIsToBeMadeAgainIs() {
    UUID run = inDoubt();
    invoker.answerBy(FakeInvoker::echo);

    engine.answer(tenant, run, "a", new DoubtAnswer.Repeat());

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls).hasSize(2);
  }

  @Test
  void whoLooksIsToldThatAnAnswerIsAwaitedThoughTheRunHasLeftMemory() {
    UUID run = inDoubt();
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());

    StepExecution step = engine.views().step(tenant, run, "a", 0).instance();
    Listed<StepExecution> waiting =
        engine.views().steps(tenant, run, new StepQuery(null, StepPhase.WAITING, null, null, 10));

    assertThat(step.phase()).isEqualTo(StepPhase.WAITING);
    assertThat(step.waitingFor()).isEqualTo(WaitingFor.ANSWER);
    assertThat(Objects.requireNonNull(step.failure()).message()).isEqualTo("who knows");
    assertThat(waiting.items()).containsExactly(step);
  }

  @Test
  void anAnswerNobodyAskedForIsAConflict() {
    UUID run = inDoubt();

    assertRefused(FailureCode.CONFLICT, () -> answer(tenant, run, "b"));
    engine.answer(tenant, run, "a", new DoubtAnswer.Fail());
    engine.over(tenant, run);
    assertRefused(FailureCode.CONFLICT, () -> answer(tenant, run, "a"));
  }

  @Test
  void aCallInDoubtIsNotMadeAgainWhereItWouldBeUndone() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.IN_DOUBT, "who knows");
        });
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - id: t
                try:
                  - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: u, call: text.pii.mask, with: {text: u}}]}
            """,
            Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    invoker.answerBy(FakeInvoker::echo);
    engine.engine.cancel(tenant, run, "ann");

    assertRefused(
        FailureCode.CONFLICT, () -> engine.answer(tenant, run, "a", new DoubtAnswer.Repeat()));
    assertThat(invoker.calls).hasSize(1);
    engine.answer(tenant, run, "a", new DoubtAnswer.Succeeded(MASKED));

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(invoker.calls).hasSize(2);
  }

  @Test
  void whatIsNotThereCannotBeAnswered() {
    UUID run = inDoubt();

    assertRefused(FailureCode.NOT_FOUND, () -> answer(tenant, run, "c"));
    assertRefused(FailureCode.NOT_FOUND, () -> answer(tenant, UUID.randomUUID(), "a"));
    assertRefused(FailureCode.NOT_FOUND, () -> answer(db.newTenant(), run, "a"));
  }

  @Test
  void anOutputThatTheCapabilityDoesNotGiveIsRefusedAndTheStepStaysInDoubt() {
    UUID run = inDoubt();

    assertRefused(
        FailureCode.INVALID,
        () ->
            engine.answer(
                tenant, run, "a", new DoubtAnswer.Succeeded(Json.EMPTY.with("txt", Json.of("x")))));

    assertThat(engine.views().step(tenant, run, "a", 0).instance().waitingFor())
        .isEqualTo(WaitingFor.ANSWER);
  }

  private void answer(TenantScope scope, UUID run, String step) {
    engine.answer(scope, run, step, new DoubtAnswer.Fail());
  }

  private static void assertRefused(FailureCode code, ThrowingCallable call) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code));
  }

  private static Json.Obj failure(StoredRun run) {
    StoredJson failure = Objects.requireNonNull(run.head().failure());
    return (Json.Obj) failure.json();
  }
}
