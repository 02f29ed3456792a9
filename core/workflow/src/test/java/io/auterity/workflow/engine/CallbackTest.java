package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks to runs: the first one counts, whenever it comes. */
@Tag("carrier")
@Tag("postgresql")
class CallbackTest {

  private static final String PAID =
      """
      steps:
        - id: paid
          await:
            callback:
              schema: {type: object, required: [sum], properties: {sum: {type: integer}}}
      output: ${paid.sum}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private TestEngine engine = TestEngine.start(db, FakeInvoker.echoing());

  @AfterEach
  void close() {
    engine.close();
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  @Test
  void theFirstCallbackIsTheValueOfTheStep() {
    UUID run = waiting(PAID);

    callBack(run, sum(5));
    callBack(run, sum(6));

    assertThat(output(run)).isEqualTo(Json.of(5));
  }

  @Tag("restart")
  @Test
  void oneThatComesBeforeItsStepWaitsForItAlsoOverARestart() {
    UUID run =
        waiting("steps: [{id: first, await: {signal: first}}, {id: paid, await: {callback: {}}}]");

    callBack(run, sum(7));
    engine.close();
    engine = TestEngine.start(db, FakeInvoker.echoing());
    engine.engine.signal(tenant, run, "first", Json.NULL, "ann", UUID.randomUUID());

    assertThat(output(run)).isEqualTo(sum(7));
  }

  @Test
  void whatDoesNotFitIsToldWithItsPathAndTheStepWaitsOn() {
    UUID run = waiting(PAID);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> callBack(run, Json.EMPTY.with("sum", Json.of("five"))))
        .withMessageContaining("sum");
    callBack(run, sum(8));

    assertThat(output(run)).isEqualTo(Json.of(8));
  }

  // A sender that lost the answer and sends again is told that it was taken.
  @Test
  void aRunThatIsOverKnowsTheOneThatItTook() {
    UUID run = waiting(PAID);
    callBack(run, sum(9));
    assertThat(output(run)).isEqualTo(Json.of(9));

    callBack(run, sum(9));

    assertThat(output(run)).isEqualTo(Json.of(9));
  }

  @Test
  void aRunThatEndedWithoutItTakesNone() {
    UUID run = waiting(PAID);
    engine.engine.cancel(tenant, run, "ann", UUID.randomUUID());
    engine.over(tenant, run);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> callBack(run, sum(10)))
        .matches(e -> e.failure().code() == FailureCode.CONFLICT);
  }

  @Test
  void noSignalReachesACallback() {
    UUID run = waiting(PAID);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () -> engine.engine.signal(tenant, run, "callback:paid", sum(1), "ann", new UUID(1, 2)))
        .matches(e -> e.failure().code() == FailureCode.NOT_FOUND)
        .withMessageContaining("it awaits none");
  }

  @Test
  void aLargeOneIsRefused() {
    UUID run = waiting(PAID);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () -> callBack(run, sum(1).with("more", Json.of("x".repeat(RunSignals.MAX_CALLBACK)))))
        .matches(e -> e.failure().code() == FailureCode.TOO_LARGE);
  }

  private void callBack(UUID run, Json said) {
    engine.engine.callBack(tenant, run, "paid", said);
  }

  private @Nullable Json output(UUID run) {
    StoredJson output = engine.over(tenant, run).head().output();
    return output == null ? null : output.json();
  }

  private static Json.Obj sum(int sum) {
    return Json.EMPTY.with("sum", Json.of(sum));
  }

  private UUID waiting(String yaml) {
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    return run;
  }
}
