package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

  private TestEngine engine(int active) {
    return TestEngine.start(
        db,
        invoker,
        (scope, capability) -> new Repetition.Anywhere(),
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
}
