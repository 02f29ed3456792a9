package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.temporal.TemporalTestCarrier;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.journal.RunPhase;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs of older rules go on by newer ones. */
@Tag("carrier")
class RenewedRunsTest {

  private static final String WAITS =
      """
      steps:
        - {id: first, call: text.pii.mask, with: {text: one}}
        - {id: told, await: {signal: go}}
        - {id: then, call: text.pii.mask, with: {text: two}}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final AtomicReference<CarriedRuns> runs = new AtomicReference<>();
  private final AtomicBoolean polled = new AtomicBoolean(true);
  private final RunCarrier older = carrier(Decider.VERSION - 1);
  private final RunCarrier newer = carrier(Decider.VERSION);
  private TestEngine engine;

  private RunCarrier carrier(int rules) {
    return TemporalTestCarrier.start(rules, queue -> polled.get());
  }

  /** The older carrier; what it carries is kept for the newer one. */
  private final class Older implements RunCarrier {

    @Override
    public String name() {
      return older.name();
    }

    @Override
    public void start(CarriedRuns carried) {
      runs.set(carried);
      older.start(carried);
    }

    @Override
    public void ring(UUID run) {
      older.ring(run);
    }

    @Override
    public boolean carries(UUID run) {
      return older.carries(run);
    }

    @Override
    public void close() {
      older.close();
      newer.close();
    }

    @Override
    public void halt() {
      older.halt();
      newer.halt();
    }
  }

  @BeforeEach
  void start() {
    engine = TestEngine.start(db, invoker, new Older());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aRunThatWaitsGoesOnByNewerRulesWhenItIsAskedTo() {
    UUID run = engine.run(tenant, WAITS, Json.EMPTY);
    TestEngine.until(() -> phase(run) == RunPhase.WAITING);
    assertThat(TemporalTestCarrier.queue(run)).contains(".r" + (Decider.VERSION - 1) + ".");

    newer.start(runs.get());
    assertThat(newer.carries(run)).isTrue();
    TestEngine.until(() -> TemporalTestCarrier.queue(run).contains(".r" + Decider.VERSION + "."));
    assertThat(newer.carries(run)).isTrue();
    engine.engine.signal(tenant, run, "go", Json.of(7), "ann", UUID.randomUUID());

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/first/0")).isEqualTo(1);
    assertThat(invoker.times("/then/0")).isEqualTo(1);
  }

  @Test
  void aRunGoesOnFromItsRowsWhereNoWorkerOfItsRulesIsLeft() {
    UUID run = engine.run(tenant, WAITS, Json.EMPTY);
    TestEngine.until(() -> phase(run) == RunPhase.WAITING);
    older.halt();
    polled.set(false);

    newer.start(runs.get());
    assertThat(newer.carries(run)).isFalse();
    newer.ring(run);
    TestEngine.until(() -> TemporalTestCarrier.queue(run).contains(".r" + Decider.VERSION + "."));
    engine.engine.signal(tenant, run, "go", Json.of(7), "ann", UUID.randomUUID());
    newer.ring(run);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/first/0")).isEqualTo(1);
    assertThat(invoker.times("/then/0")).isEqualTo(1);
  }

  private RunPhase phase(UUID run) {
    return engine.stored(tenant, run).head().phase();
  }
}
