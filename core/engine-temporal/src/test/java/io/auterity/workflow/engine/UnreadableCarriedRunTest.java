package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.temporal.TemporalTestCarrier;
import io.auterity.workflow.journal.RunPhase;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run whose rows can no longer be read stands still on Temporal as it does on the journal. */
@Tag("carrier")
class UnreadableCarriedRunTest {

  private static final String WAITS =
      """
      steps:
        - {id: first, call: text.pii.mask, with: {text: one}}
        - {id: said, await: {signal: go}}
        - {id: then, call: text.pii.mask, with: {text: two}}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final RunCarrier carrier = new TemporalTestCarrier().start();
  private final TestEngine engine = TestEngine.start(db, invoker, carrier);
  private UUID run = new UUID(0, 0);

  /** Another execution goes on from a first event that cannot be read. */
  @BeforeEach
  void damage() {
    run = engine.run(tenant, WAITS, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    changeKind("kind + 90");
    TemporalTestCarrier.terminate(run);
    carrier.ring(run);
    TestEngine.until(() -> engine.views().summary(tenant, run).stalled() != null);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void changeKind(String to) {
    Tampering.with(
        db.logins().owner(),
        "run_event",
        "update run_event set kind = %s where run = '%s' and seq = 1".formatted(to, run));
  }

  private Failure reason() {
    return Objects.requireNonNull(engine.views().summary(tenant, run).stalled());
  }

  private void signal() {
    engine.engine.signal(tenant, run, "go", Json.of(7), "ann", UUID.randomUUID());
  }

  @Test
  void itStandsStillWithItsReasonAndNothingCarriesItOn() {
    TestEngine.until(() -> !carrier.carries(run));

    assertThat(reason().code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(reason().message()).startsWith("event 1 of the journal cannot be read");
    assertThat(engine.views().detail(tenant, run).summary().stalled()).isEqualTo(reason());
    assertThat(engine.engine.stalled()).isEqualTo(1);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(this::signal)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT))
        .satisfies(e -> assertThat(e.failure().message()).isEqualTo(reason().message()));
  }

  @Test
  void onceItIsMendedAMessageHasItGoOn() {
    TestEngine.until(() -> !carrier.carries(run));

    changeKind("kind - 90");
    signal();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(engine.engine.stalled()).isZero();
    assertThat(invoker.times("/first/0")).isEqualTo(1);
    assertThat(invoker.times("/then/0")).isEqualTo(1);
  }

  @Test
  void aPersonHasTheStepPassedOver() {
    TestEngine.until(() -> !carrier.carries(run));

    engine.engine.stalledActions().skip(tenant, run, "ann", "disk");
    signal();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/first/0")).isEqualTo(1);
    assertThat(invoker.times("/then/0")).isEqualTo(1);
  }

  @Test
  void aPersonEndsIt() {
    engine.engine.stalledActions().end(tenant, run, "ann", "not worth it", false);

    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(engine.engine.stalled()).isZero();
    TestEngine.until(() -> !carrier.carries(run));
  }
}
