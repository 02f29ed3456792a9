package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.CarriedEventStore;
import io.auterity.workflow.store.RecoveryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looks at runs of another carrier read what has come since, and show what the rows tell. */
@Tag("postgresql")
class RecentFoldsTest {

  private static final String FIVE =
      """
      steps:
        - {id: a, call: text.pii.mask, with: {text: x}}
        - {id: b, call: text.pii.mask, with: {text: x}}
        - {id: c, call: text.pii.mask, with: {text: x}}
        - {id: d, call: text.pii.mask, with: {text: x}}
        - {id: e, call: text.pii.mask, with: {text: x}}
      """;

  private static final long NO_BOUND = Long.MAX_VALUE;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final TenantScope other = db.newTenant();
  private final IdleCarrier carrier = new IdleCarrier();
  private final TestEngine engine = TestEngine.start(db, FakeInvoker.echoing(), carrier);
  private final RunLoader loader =
      new RunLoader(db.database(), new Versions(db.database()), TestEngine.TIME, new StalledRuns());
  private final ManualTime time = new ManualTime();
  private final AtomicInteger rows = new AtomicInteger();
  private final Map<UUID, Long> fences = new HashMap<>();
  private RecentFolds folds = folds(1_000, NO_BOUND, NO_BOUND);
  private UUID run = new UUID(0, 0);

  private RecentFolds folds(int most, long room, long tenantRoom) {
    return new RecentFolds(
        (birth, from, each) ->
            db.database()
                .asEngine(
                    EngineJob.JOURNAL,
                    tx -> {
                      CarriedEventStore.events(
                          tx,
                          birth,
                          from,
                          row -> {
                            rows.incrementAndGet();
                            each.accept(row);
                          });
                      return birth;
                    }),
        time,
        most,
        room,
        tenantRoom);
  }

  @BeforeEach
  void begin() {
    run = begun(tenant);
  }

  private UUID begun(TenantScope scope) {
    UUID id = engine.run(scope, FIVE, Json.EMPTY);
    TestEngine.until(() -> carrier.carries(id));
    fences.put(id, carrier.runs().take(id, 1).orElseThrow().fence());
    return id;
  }

  @AfterEach
  void close() {
    engine.close();
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private static StepKey step(int node) {
    return new StepKey(node, IndexPath.ROOT, 0);
  }

  private static RunEvent done(int node) {
    return new RunEvent.Completed(step(node), Json.of("x"));
  }

  private static RunEvent failed(int node) {
    return new RunEvent.Failed(step(node), Failure.of(FailureCode.CONFLICT, "no"));
  }

  /** Replaces the rows from one on, as a turn does that is repeated. */
  private void record(UUID id, int from, RunEvent... events) {
    List<EventRow> written = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      written.add(
          EventCodec.write(new RecordedEvent(from + i, events[i], time.now(), null, time.now())));
    }
    JournalEntry entry = JournalEntry.of(stored(id).birth(), written, null, List.of(), List.of());
    carrier.runs().record(id, fences.getOrDefault(id, 0L), from, entry);
  }

  private StoredRun stored(UUID id) {
    return db.database().asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.run(tx, id)).orElseThrow();
  }

  /** How many rows a look reads, which shows what all rows tell. */
  private int look() {
    return look(run);
  }

  private int look(UUID id) {
    rows.set(0);
    RunProgress seen = folds.progress(stored(id), loader);
    RecentFolds none = RecentFolds.of(db.database(), time);
    assertThat(nodes(seen)).isEqualTo(nodes(none.progress(stored(id), loader)));
    return rows.get();
  }

  // When a call began of which no row tells yet is a guess.
  private static List<String> nodes(RunProgress progress) {
    return progress.tallies().nodes().stream().map(RecentFoldsTest::counts).toList();
  }

  private static String counts(NodeTally node) {
    return "%d %s: %d of %d, %d waiting, %d done, %d failed"
        .formatted(
            node.node(),
            node.phase(),
            node.running(),
            node.started(),
            node.waiting(),
            node.succeeded(),
            node.failed());
  }

  @Test
  void aLookReadsTheLastRowAgainAndThoseAfterIt() {
    record(run, 1, done(0), done(1), done(2));
    assertThat(look()).isEqualTo(3);

    assertThat(look()).isEqualTo(1);
    record(run, 4, done(3), done(4));
    assertThat(look()).isEqualTo(3);
    assertThat(look()).isEqualTo(1);
  }

  @Test
  void aRunWithoutRowsIsReadOn() {
    assertThat(look()).isZero();
    assertThat(look()).isZero();

    record(run, 1, done(0));
    assertThat(look()).isEqualTo(1);
  }

  @Test
  void asManyRowsOfOtherContentAreReadAnew() {
    record(run, 1, done(0), done(1));
    look();

    record(run, 2, failed(1));
    assertThat(look()).isEqualTo(1 + 2);
    assertThat(look()).isEqualTo(1);
  }

  @Test
  void aRowOfTheSameContentThatAnotherTurnWroteIsNotTheSame() {
    record(run, 1, done(0), done(1));
    look();

    record(run, 1, done(0), done(1));
    assertThat(look()).isEqualTo(1 + 2);
  }

  @Test
  void fewerRowsAreReadAnew() {
    record(run, 1, done(0), done(1), done(2), done(3));
    look();

    record(run, 3, done(2));
    assertThat(look()).isEqualTo(3);
    record(run, 1);
    assertThat(look()).isZero();
  }

  @Test
  void anotherTailIsReadAnew() {
    record(run, 1, done(0), done(1), done(2));
    look();

    RunEvent paused = new RunEvent.Paused("ann", false);
    record(run, 2, paused, done(1), new RunEvent.Resumed("ann"), done(2));
    assertThat(look()).isEqualTo(3 + 5);
  }

  @Test
  void aRowThatIsSetAsideBeforeTheLastOneIsLeftOut() {
    record(run, 1, done(0), new RunEvent.Paused("ann", false), done(1));
    look();
    StoredRun stored = stored(run);
    assertThat(folds.progress(stored, loader).paused()).isNotNull();

    db.database()
        .asEngine(
            EngineJob.JOURNAL,
            tx -> {
              RecoveryStore.setAside(
                  tx, stored.birth(), List.of(2), time.now(), "ann", "it is damaged");
              return run;
            });

    assertThat(folds.progress(stored, loader).paused()).isNull();
    look();
  }

  @Test
  void whatCannotBeReadIsReadOnceItIsMended() {
    record(run, 1, done(0), done(1));
    look();
    record(run, 3, done(2));
    change("kind = 99");

    assertThatExceptionOfType(UnreadableException.class).isThrownBy(this::look);
    change("kind = 1");
    assertThat(look()).isEqualTo(3);
    assertThat(look()).isEqualTo(1);
  }

  private void change(String change) {
    Tampering.with(
        db.logins().owner(),
        "run_event",
        "update run_event set %s where run = '%s' and seq = 3".formatted(change, run));
  }

  @Test
  void aRunIsForgottenThatNobodyLooksAt() {
    record(run, 1, done(0), done(1));
    look();

    time.advance(RecentFolds.UNUSED);
    assertThat(look()).isEqualTo(1);
    time.advance(RecentFolds.UNUSED.plus(Duration.ofMillis(1)));
    assertThat(look()).isEqualTo(2);
  }

  @Test
  void whatWasLookedAtLongestAgoMakesRoomForOthersOfItsTenant() {
    folds = folds(1_000, NO_BOUND, 3 * RunFold.OF_A_RUN);
    UUID second = begun(tenant);
    UUID third = begun(tenant);
    UUID foreign = begun(other);
    for (UUID each : List.of(foreign, run, second, third)) {
      record(each, 1, done(0), done(1));
      look(each);
    }

    assertThat(look(second)).isEqualTo(1);
    assertThat(look(third)).isEqualTo(1);
    assertThat(look(foreign)).isEqualTo(1);
    assertThat(look(run)).isEqualTo(2);
  }

  @Test
  void whoHasTheMostMakesRoomForAll() {
    folds = folds(1_000, 3 * RunFold.OF_A_RUN, NO_BOUND);
    UUID second = begun(tenant);
    UUID foreign = begun(other);
    for (UUID each : List.of(foreign, run, second)) {
      record(each, 1, done(0), done(1));
      look(each);
    }

    assertThat(look(foreign)).isEqualTo(1);
    assertThat(look(second)).isEqualTo(1);
    assertThat(look(run)).isEqualTo(2);
  }

  @Test
  void noMoreRunsAreKeptThanMayBe() {
    folds = folds(1, NO_BOUND, NO_BOUND);
    UUID second = begun(tenant);
    record(run, 1, done(0), done(1));
    record(second, 1, done(0), done(1));
    look();

    assertThat(look(second)).isEqualTo(2);
    assertThat(look(second)).isEqualTo(1);
    assertThat(look()).isEqualTo(2);
  }

  @Test
  void aRunThatIsTooLargeIsNotKeptAndTakesNoRoomFromOthers() {
    folds = folds(1_000, NO_BOUND, 2 * RunFold.OF_A_RUN - 1);
    UUID large = begun(tenant);
    record(run, 1, done(0));
    look();
    record(
        large, 1, new RunEvent.Completed(step(0), Json.of("x".repeat(RunFold.OF_A_RUN))), done(1));

    assertThat(look(large)).isEqualTo(2);
    assertThat(look(large)).isEqualTo(2);
    assertThat(look()).isEqualTo(1);
  }

  @Test
  void ofTwoLooksAtOnceOneReads() {
    record(run, 1, done(0), done(1), done(2));
    StoredRun stored = stored(run);

    List<CompletableFuture<List<String>>> looks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      looks.add(CompletableFuture.supplyAsync(() -> nodes(folds.progress(stored, loader))));
    }

    assertThat(looks.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(rows).hasValue(3 + 7);
  }

  @Test
  void theViewsReadOn() {
    record(run, 1, done(0), done(1));
    long seq = engine.views().detail(tenant, run).seq();

    assertThat(engine.views().detail(tenant, run).seq()).isEqualTo(seq);
    record(run, 3, done(2));
    assertThat(engine.views().detail(tenant, run).seq()).isGreaterThan(seq);
  }
}
