package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that end the server each time they are taken up. */
@Tag("postgresql")
class LoadMarksTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final EngineStatement MARKS =
      new EngineStatement("MARKS", EngineJob.JOURNAL, "select count(*) from run_load");

  private final TenantScope tenant = db.newTenant();
  private final Set<String> deadly = ConcurrentHashMap.newKeySet();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final CountDownLatch over = new CountDownLatch(1);
  private final FakeInvoker invoker = new FakeInvoker(FakeInvoker::echo);
  private TestEngine engine = start();

  @AfterEach
  void close() {
    over.countDown();
    engine.close();
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private static String calling(String text) {
    return "steps: [{id: a, call: text.pii.mask, with: {text: %s}}]".formatted(text);
  }

  private UUID deadly(String text) {
    deadly.add(text);
    UUID run = engine.run(tenant, calling(text), Json.EMPTY);
    TestEngine.until(() -> underWay.contains(text));
    // The mark of its start goes a moment later: what dies from here on is not counted twice.
    TestEngine.until(() -> marks() == 0);
    return run;
  }

  private static int marks() {
    return db.database()
        .asEngine(EngineJob.JOURNAL, tx -> tx.query(MARKS).mapTo(Integer.class).one());
  }

  private TestEngine start() {
    invoker.answerBy(
        call -> {
          String text = FakeInvoker.text(call);
          underWay.add(text);
          if (deadly.contains(text)) {
            await(over);
          }
          return FakeInvoker.echo(call);
        });
    return TestEngine.start(db, invoker);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The server dies with that call under way, and starts anew. */
  private void dieIn(String text) {
    TestEngine.until(() -> underWay.contains(text));
    restart();
  }

  // The first life counts where it ends before the mark of the run's start is taken away.
  private int livesUntilStalled(UUID run) {
    for (int life = 0; ; life++) {
      TestEngine.until(
          () -> underWay.contains("x") || engine.engine.live().stalled(run).isPresent());
      if (engine.engine.live().stalled(run).isPresent()) {
        return life;
      }
      restart();
    }
  }

  private void restart() {
    engine.crash();
    underWay.clear();
    engine = start();
  }

  private List<UUID> begun() {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select id from run where tenant = :tenant")
                    .bind("tenant", tenant.tenant())
                    .mapTo(UUID.class)
                    .list());
  }

  private RunPhase phase(UUID run) {
    return engine.stored(tenant, run).head().phase();
  }

  @Test
  void aRunThatEndsTheServerThreeTimesStandsStillAndIsCancelled() {
    UUID run = deadly("x");
    assertThat(livesUntilStalled(run)).isBetween(LoadMarks.MOST_EXITS, 1 + LoadMarks.MOST_EXITS);

    assertThat(engine.engine.live().stalled(run).orElseThrow().message())
        .contains("has ended the server when it was alone", "cancel it", "repair the run");
    assertThat(engine.engine.stalled()).isEqualTo(1);
    assertThat(engine.engine.live().replayed(run)).isEmpty();
    UUID other = engine.run(tenant, calling("y"), Json.EMPTY);
    assertThat(engine.over(tenant, other).head().phase()).isEqualTo(RunPhase.SUCCEEDED);

    engine.engine.cancel(tenant, run, "ann");

    StoredRun ended = engine.stored(tenant, run);
    assertThat(ended.head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(
            FailureJson.read((Json.Obj) Objects.requireNonNull(ended.head().failure()).json())
                .message())
        .startsWith("ended by ann while it stood still: cancelled");
    assertThat(engine.engine.stalled()).isZero();
    assertThat(underWay).doesNotContain("x");
  }

  @Test
  void itIsTriedAgainWhenAPersonSaysSo() {
    UUID run = deadly("x");
    livesUntilStalled(run);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () -> engine.engine.stalledActions().skip(tenant, run, "ann", "known to be done"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
    assertThat(engine.engine.live().stalled(run)).isPresent();
    deadly.clear();

    engine.engine.stalledActions().repair(tenant, run, "ann", "more memory");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(engine.engine.stalled()).isZero();
  }

  @Test
  void suspectsAreTakenUpOneAtATimeAndOthersGoOnAfterThem() {
    UUID guilty = deadly("x");
    UUID slow = deadly("y");
    restart();
    TestEngine.until(() -> underWay.containsAll(List.of("x", "y")));
    restart();

    for (int life = 0; life < LoadMarks.MOST_EXITS; life++) {
      UUID fresh = engine.run(tenant, calling("z"), Json.EMPTY);
      TestEngine.until(() -> underWay.contains("x"));
      assertThat(engine.engine.live().progress(slow)).isEmpty();
      assertThat(phase(fresh)).isEqualTo(RunPhase.QUEUED);
      restart();
    }

    assertThat(engine.engine.live().stalled(guilty)).isPresent();
    assertThat(engine.engine.live().stalled(slow)).isEmpty();
    deadly.clear();
    restart();
    assertThat(engine.over(tenant, slow).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(engine.engine.live().stalled(guilty)).isPresent();
  }

  @Test
  void aSuspectThatOnlyTakesLongHoldsUpOthersForSecondsOnly() {
    UUID slow = deadly("x");
    UUID second = deadly("y");
    dieIn("y");
    TestEngine.until(() -> underWay.containsAll(List.of("x", "y")));
    engine.crash();
    underWay.clear();
    HeldTimers timers = new HeldTimers();
    engine =
        TestEngine.start(
            db,
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            timers,
            new EngineSettings(2, 1_000, 1_000));
    TestEngine.until(() -> underWay.contains("x"));
    assertThat(engine.engine.live().progress(second)).isEmpty();

    TestEngine.until(
        () -> {
          timers.pass(LoadMarks.ALONE);
          return underWay.contains("y");
        });

    assertThat(engine.engine.live().progress(slow)).isPresent();
  }

  @Test
  void whatMakesProgressIsSuspectedNoMore() {
    UUID run = deadly("x");
    dieIn("x");
    TestEngine.until(() -> underWay.contains("x"));
    deadly.clear();
    restart();
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);

    restart();

    assertThat(engine.engine.live().stalled(run)).isEmpty();
  }

  @Test
  void aServerThatClosesWasNotEndedByARun() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: e, each: [1, 2, 3, 4, 5, 6, 7, 8, 9], as: n, pace: 50s,
                 steps: [{id: t, transform: a}]}
            """,
            Json.EMPTY);
    for (int life = 0; life <= 2 * LoadMarks.MOST_EXITS; life++) {
      TestEngine.until(() -> engine.engine.live().progress(run).isPresent());
      engine.close();
      engine = start();
    }

    assertThat(engine.engine.live().stalled(run)).isEmpty();
  }

  @Test
  void aRunIsNotMarkedByAServerThatHasClosed() {
    UUID run = engine.run(tenant, "steps: [{id: w, wait: 1h}]", Json.EMPTY);
    engine.close();
    LoadMarks marks = new LoadMarks(db.database(), new HeldTimers(), LastEnd.UNKNOWN);
    marks.close();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> marks.raise(List.of(run), List.of()))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));
    assertThat(new LoadMarks(db.database(), new HeldTimers(), LastEnd.UNKNOWN).recover(List.of()))
        .isEmpty();
  }

  @Test
  void theDoublingWorkflowStandsStillAfterThreeStartsAndOthersGoOn() {
    engine.close();
    List<Integer> exits = new ArrayList<>();
    List<String> yaml =
        List.of(
            "steps: [{id: nap, wait: 100ms}, {id: a, call: text.pii.mask, with: {text: other}}]",
            calling(ExhaustedProcess.DOUBLING));

    exits.add(ExhaustedProcess.run(db.logins(), tenant, List.of(), yaml));
    List<UUID> runs = begun();
    while (exits.getLast() == 3 && exits.size() < 7) {
      exits.add(ExhaustedProcess.run(db.logins(), tenant, runs, List.of()));
    }

    assertThat(exits.getLast()).isZero();
    assertThat(exits.size()).isBetween(5, 6);
    engine = start();
    List<UUID> stalled =
        runs.stream().filter(run -> engine.engine.live().stalled(run).isPresent()).toList();
    assertThat(stalled).hasSize(1);
    engine.engine.cancel(tenant, stalled.getFirst(), "ann");
    assertThat(runs.stream().map(this::phase).toList())
        .containsExactlyInAnyOrder(RunPhase.CANCELLED, RunPhase.SUCCEEDED);
  }
}
