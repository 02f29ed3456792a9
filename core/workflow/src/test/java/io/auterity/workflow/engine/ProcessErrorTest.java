package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.store.JournalStore;
import io.auterity.workflow.store.TestSeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process fails within a run, which says nothing about the run. */
@Tag("postgresql")
class ProcessErrorTest {

  private static final String CHAIN =
      "steps: [{id: a, call: text.pii.mask, with: {text: x}}, {id: b, call: text.pii.mask, with:"
          + " {text: y}}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final HeldTimers timers = new HeldTimers();
  private final AtomicInteger asked = new AtomicInteger();
  private int failing;
  private final TestEngine engine =
      TestEngine.start(
          db,
          invoker,
          (scope, capability) -> {
            if (asked.incrementAndGet() >= 2 && failing-- > 0) {
              throw new OutOfMemoryError("not really");
            }
            return new CallIdempotency.Anywhere();
          },
          timers,
          new EngineSettings(1, 100, 100));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theRunIsReadBackAndGoesOn() {
    failing = 2;
    UUID run = engine.run(tenant, CHAIN, Json.EMPTY);
    TestEngine.until(() -> asked.get() >= 2 && engine.engine.live().progress(run).isEmpty());
    // The journal is written a moment after the run was let go.
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.RUNNING);

    TestEngine.until(
        () -> {
          timers.pass(Duration.ofSeconds(1));
          return engine.stored(tenant, run).head().phase().over();
        });

    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/b/0")).isEqualTo(1);
  }

  @Test
  void whatHasEndedDoesNotEndAgain() {
    StoredRun run = engine.over(tenant, engine.run(tenant, CHAIN, Json.EMPTY));
    RunHead failed =
        new RunHead(
            run.birth().id(),
            RunPhase.FAILED,
            null,
            null,
            0,
            null,
            Instant.now(),
            null,
            RunHead.failure(Failure.of(FailureCode.INTERNAL, "too late"), null),
            null);

    JournalEntry entry = JournalEntry.of(run.birth(), List.of(), failed);
    try (EngineSession session = db.database().engineSession(EngineJob.JOURNAL)) {
      long epoch = TestSeat.read(db.database()).epoch();
      session.inTransaction(tx -> JournalStore.write(tx, epoch, List.of(entry), List.of(failed)));
    }

    assertThat(engine.stored(tenant, run.birth().id())).isEqualTo(run);
  }
}
