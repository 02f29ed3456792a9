package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.WaitingFor;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that a mistake in the program ends: nobody knows how far they had come. */
@Tag("carrier")
@Tag("postgresql")
class BrokenCallTest {

  private static final String WRITE =
      "steps: [{id: a, call: tracker.issue.create, with: {project: p, title: t}, retry: {max: 3,"
          + " backoff: 1s}}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker, InDoubtTest.REPEATABILITY);

  @AfterEach
  void close() {
    engine.close();
  }

  private void breakWith(Supplier<? extends Throwable> thrown) {
    invoker.answerBy(call -> sneak(thrown.get()));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> Record sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aWriteThatBrokeIsInDoubt() {
    breakWith(() -> new IllegalStateException("a mistake"));

    assertInDoubt(engine.run(tenant, WRITE, Json.EMPTY));
  }

  @Test
  void aWriteThatAnErrorOfTheMachineEndedIsInDoubt() {
    breakWith(() -> new NoClassDefFoundError("com/example/Missing"));

    assertInDoubt(engine.run(tenant, WRITE, Json.EMPTY));
  }

  @Test
  void aWriteThatExpectsARevisionIsInDoubtThoughItIsIdempotent() {
    breakWith(() -> new IllegalStateException("a mistake"));

    assertInDoubt(engine.run(tenant, change(", expected: '7'"), Json.EMPTY));
  }

  @Test
  void anIdempotentWriteThatExpectsNothingIsNotInDoubt() {
    breakWith(() -> new IllegalStateException("a mistake"));

    UUID run = engine.run(tenant, change(", expected: null"), Json.EMPTY);

    assertThat(failure(run).code()).isEqualTo(FailureCode.INTERNAL);
  }

  private static String change(String more) {
    return "steps: [{id: a, call: documents.document.delete, with: {document: users/ada%s}}]"
        .formatted(more);
  }

  @Test
  void whatMayBeRepeatedIsWhenTheMachineEndedIt() {
    AtomicInteger calls = new AtomicInteger();
    invoker.answerBy(
        call ->
            calls.incrementAndGet() == 1
                ? sneak(new OutOfMemoryError("not really"))
                : FakeInvoker.echo(call));

    UUID run =
        engine.run(tenant, "steps: [{id: a, call: text.pii.mask, with: {text: x}}]", Json.EMPTY);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatMayBeRepeatedFailsAndSaysThatTheEffectIsNotKnown() {
    breakWith(() -> new IllegalStateException("a mistake"));

    UUID run =
        engine.run(tenant, "steps: [{id: a, call: text.pii.mask, with: {text: x}}]", Json.EMPTY);

    Failure failure = failure(run);
    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
  }

  private void assertInDoubt(UUID run) {
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    assertThat(engine.views().step(tenant, run, "a", 0).instance().waitingFor())
        .isEqualTo(WaitingFor.ANSWER);
    assertThat(invoker.calls).hasSize(1);
  }

  private Failure failure(UUID run) {
    return FailureJson.read(
        (Json.Obj) Objects.requireNonNull(engine.over(tenant, run).head().failure()).json());
  }
}
