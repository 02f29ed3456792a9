package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs begin when what they need is ready. */
@Tag("postgresql")
class BeginningTest {

  private static final String ONE_CALL = "steps: [{id: a, call: text.pii.mask, with: {text: x}}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final HeldTimers timers = new HeldTimers();

  private UUID crashInTheMiddle() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    TestEngine first = TestEngine.start(db, invoker);
    UUID run = first.run(tenant, ONE_CALL, Json.EMPTY);
    gate.awaitSomeone();
    first.crash();
    gate.open();
    invoker.answerBy(FakeInvoker::echo);
    return run;
  }

  @Test
  void runsOldAndNewWaitUntilWhatTheyNeedIsReady() {
    UUID old = crashInTheMiddle();
    try (TestEngine engine = TestEngine.start(db, invoker, timers, ready)) {
      UUID fresh = engine.run(tenant, ONE_CALL, Json.EMPTY);

      assertThat(engine.stored(tenant, fresh).head().phase()).isEqualTo(RunPhase.QUEUED);
      assertThat(invoker.calls).hasSize(1);

      ready.complete(true);

      assertThat(engine.over(tenant, old).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(engine.over(tenant, fresh).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }

  @Test
  void theyWaitNoLongerThanHalfAMinute() {
    UUID old = crashInTheMiddle();
    try (TestEngine engine = TestEngine.start(db, invoker, timers, ready)) {
      timers.pass(Duration.ofSeconds(29));
      assertThat(engine.engine.live().progress(old)).isEmpty();

      timers.pass(Duration.ofSeconds(1));

      assertThat(engine.over(tenant, old).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }

  @Test
  void aStartIsAcknowledgedThoughOthersAreStillTakenUp() throws SQLException {
    try (TestEngine first = TestEngine.start(db, invoker)) {
      for (int run = 0; run < 3; run++) {
        first.run(tenant, "steps: [{id: w, wait: 1h}]", Json.EMPTY);
      }
    }
    try (Connection owner = db.logins().owner().connect();
        TestEngine engine = TestEngine.start(db, invoker, timers, ready)) {
      owner.setAutoCommit(false);
      try (Statement lock = owner.createStatement()) {
        lock.execute("lock table run_load in access exclusive mode");
      }
      ready.complete(true);

      UUID fresh = engine.run(tenant, ONE_CALL, Json.EMPTY);

      owner.rollback();
      assertThat(engine.over(tenant, fresh).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }
}
